Register-ArgumentCompleter -Native -CommandName positions -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $length = $cursorPosition - $commandAst.Extent.StartOffset
    $Env:_POSITIONS_COMPLETE = "lines_powershell"
    $Env:_POSITIONS_LINE = $commandAst.ToString().PadRight($length).Substring(0, $length)
    try {
        positions 2>$null | ForEach-Object {
            $text, $help = $_ -split "`t", 2
            if (-not $help) { $help = $text }
            $inserted = $text
            if ($text -notmatch '^[\w./:=-]+$') { $inserted = "'" + ($text -replace "(['\u2018-\u201b])", '$1$1') + "'" }
            [System.Management.Automation.CompletionResult]::new($inserted, $text, 'ParameterValue', $help)
        }
    } finally {
        $Env:_POSITIONS_COMPLETE = ""
        $Env:_POSITIONS_LINE = ""
    }
}
