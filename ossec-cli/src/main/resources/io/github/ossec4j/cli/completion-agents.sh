
# The numbers and names of the agents of the home that the command line names; without the manager if there is an argument.
function _ossec_agents() {
  [[ "${curr_word}" == -* ]] && return
  local words=() word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case ${word} in
      --sample | --home=*) words+=("${word}") ;;
      --home)
        word=${COMP_WORDS[i + 1]}
        [[ "${word}" == "=" ]] && word=${COMP_WORDS[i + 2]}
        words+=(--home "${word/#\~/$HOME}")
        ;;
    esac
  done
  "${COMP_WORDS[0]}" "${words[@]}" agents --csv 2>/dev/null </dev/null |
    awk -F, -v without="$1" 'NR > 1 && !(without && $1 == "000") && $1 ~ /^[0-9]+$/ { print $1; if ($2 ~ /^[A-Za-z0-9._-]+$/) print $2 }'
}
