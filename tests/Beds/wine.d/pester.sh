# The users' tests as on a Windows: the whole engine, and the Pester that pwsh has here. Sets $pester to how many passed, failed and were skipped.
# shellcheck shell=bash
module=
! command -v pwsh >/dev/null || module=$(pwsh -NoProfile -Command '(Get-Module Pester -ListAvailable | Where-Object Version -ge 5.5.0 | Select-Object -First 1).ModuleBase')
pester=
if [ -n "$module" ]; then
  # The modules of the engine lie in a folder for each system, where only a framework-dependent program looks.
  cp -r "$out/wine.d/runtimes/win/lib/net10.0/Modules" "$out/wine.d/" && cp -r "$module" "$out/wine.d/Modules/Pester"
  within 900 wine "$out/wine.d/Engine.exe" -Command ./tests/Pester/Invoke-Tests.ps1 2>&1 | tr -d '\r' | tee "$out/pester.log" | grep -F -A 12 -e '[-]' -e 'Tests Passed'
  pester=$(sed -nE 's/.*Tests (Passed: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+).*/\1/p' "$out/pester.log")
  verdict "Pester passes under Wine" "$(tail -n 20 "$out/pester.log")" grep -q 'Failed: 0,' <<<"$pester"
else
  skip "Pester under Wine: there is no pwsh with Pester 5.5 or later"
fi
