#!/usr/bin/env python3
"""Lists agents, shows the manager and, given a name, enrolls an agent and removes it. Needs no packages."""

import base64
import json
import os
import ssl
import sys
import urllib.request

API = os.environ["OSSEC_API"]
LOGIN = base64.b64encode(f"{os.environ['OSSEC_USER']}:{os.environ['OSSEC_PASSWORD']}".encode()).decode()
TLS = ssl.create_default_context(cafile=os.environ.get("OSSEC_CA"))


def call(method, path, body=None):
    """The data of an answer; the API reports most errors with status 200 and a code."""
    request = urllib.request.Request(API + path, method=method)
    request.add_header("Authorization", "Basic " + LOGIN)
    if body is not None:
        request.add_header("Content-Type", "application/json")
        request.data = json.dumps(body).encode()
    with urllib.request.urlopen(request, context=TLS if API.startswith("https") else None) as response:
        answer = json.load(response)
    if str(answer["error"]) != "0":
        raise SystemExit(f"{method} {path}: error {answer['error']}: {answer['message']}")
    return answer["data"]


for agent in call("GET", "/agents"):
    print(f"{agent['id']}  {agent['status']:16} {agent['ip']:18} {agent['name']}")
print(json.dumps(call("GET", "/agents/000"), indent=2))
if len(sys.argv) > 1:
    added = call("POST", "/agents", {"name": sys.argv[1], "ip": "any"})
    print(added["message"], added["id"])
    print(call("DELETE", "/agents/" + added["id"]))
