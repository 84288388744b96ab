#!/bin/sh
# Lists agents, shows the manager and, given a name, enrolls an agent and removes it. Needs curl.
set -eu

call() {
    curl --silent --show-error --fail ${OSSEC_CA:+--cacert "$OSSEC_CA"} --config - "$@" <<EOF
user = "$OSSEC_USER:$OSSEC_PASSWORD"
EOF
}

call "$OSSEC_API/agents?pretty"
call "$OSSEC_API/agents/000?pretty"
if [ $# -gt 0 ]; then
    added=$(call --request POST --data "name=$1" --data ip=any "$OSSEC_API/agents")
    echo "$added"
    id=$(echo "$added" | sed -n 's/.*"id":"\([0-9]*\)".*/\1/p')
    call --request DELETE "$OSSEC_API/agents/$id"
    echo
fi
