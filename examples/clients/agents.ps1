# Lists agents, shows the manager and, given a name, enrolls an agent and removes it. Needs PowerShell 7.
param([string] $Name)
$ErrorActionPreference = 'Stop'

$login = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("$($env:OSSEC_USER):$($env:OSSEC_PASSWORD)"))

function Call([string] $Method, [string] $Path, $Body) {
    $request = @{ Method = $Method; Uri = $env:OSSEC_API + $Path; Headers = @{ Authorization = "Basic $login" } }
    if ($env:OSSEC_CA) {
        $request.SkipCertificateCheck = $true # PowerShell takes no file to trust
    }
    if ($Body) {
        $request.ContentType = 'application/json'
        $request.Body = $Body | ConvertTo-Json
    }
    $answer = Invoke-RestMethod @request
    if ("$($answer.error)" -ne '0') {
        throw "$Method ${Path}: error $($answer.error): $($answer.message)"
    }
    $answer.data
}

Call GET '/agents' | Format-Table id, status, ip, name
Call GET '/agents/000' | ConvertTo-Json
if ($Name) {
    $added = Call POST '/agents' @{ name = $Name; ip = 'any' }
    "$($added.message) $($added.id)"
    Call DELETE "/agents/$($added.id)"
}
