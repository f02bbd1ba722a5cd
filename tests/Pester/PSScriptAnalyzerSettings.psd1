@{
    IncludeDefaultRules = $true
    ExcludeRules        = @(
        # Passwords of sandboxes, which are made up for them.
        'PSAvoidUsingConvertToSecureStringWithPlainText'
        # What BeforeAll sets is used by the blocks beside it, and what BeforeDiscovery sets by -Skip and -ForEach.
        'PSUseDeclaredVarsMoreThanAssignments'
        # The build talks to whoever started it.
        'PSAvoidUsingWriteHost'
    )
}
