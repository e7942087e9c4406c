@{
    Severity     = 'Error', 'Warning'
    ExcludeRules = @(
        # The build and the tests talk to a person.
        'PSAvoidUsingWriteHost'
    )
    Rules        = @{
        PSUseCompatibleSyntax      = @{ Enable = $true; TargetVersions = '5.1', '7.6' }
        PSUseConsistentIndentation = @{ Enable = $true; IndentationSize = 4; Kind = 'space' }
        PSUseConsistentWhitespace  = @{ Enable = $true; IgnoreAssignmentOperatorInsideHashTable = $true }
        PSAvoidLongLines           = @{ Enable = $true; MaximumLineLength = 180 }
        PSUseCorrectCasing         = @{ Enable = $true }
    }
}
