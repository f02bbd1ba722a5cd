BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
}

Describe 'A session and its front-ends' -Skip:(-not (Test-Sandbox)) {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
        $cloud = Use-Sandbox
        $user, $password = (Get-Content "/var/lib/edgeprovision/sandbox/sessions/$env:EDGEPROVISION_SANDBOX/one_auth" -Raw).Trim() -split ':', 2
        $credential = [pscredential]::new($user, (ConvertTo-SecureString $password -AsPlainText -Force))
    }

    It 'connects with a credential, and the newest connection is the current one' {
        $connected = Connect-EdgeCloud $cloud.Endpoint -Credential $credential

        $connected.User | Should -Be 'oneadmin'
        $connected.IsSandbox | Should -BeTrue
        (Get-EdgeCloud)[0] | Should -Be $connected
    }

    It 'connects by splatting' {
        $login = @{ Endpoint = $cloud.Endpoint; Credential = $credential }

        (Connect-EdgeCloud @login).Endpoint | Should -Be $cloud.Endpoint
    }

    It 'refuses a wrong password with an error that a script can tell' {
        $wrong = [pscredential]::new($user, (ConvertTo-SecureString 'wrong' -AsPlainText -Force))

        $caught = $null
        try { Connect-EdgeCloud $cloud.Endpoint -Credential $wrong } catch { $caught = $_ }

        $caught.FullyQualifiedErrorId | Should -BeLike 'FrontEndCredentialsRefused,*'
        $caught.CategoryInfo.Category | Should -Be 'PermissionDenied'
        "$caught" | Should -Not -BeLike '*wrong*'
    }

    It 'says where nothing answers' {
        { Connect-EdgeCloud 'http://127.0.0.1:9/RPC2' -Credential $credential } | Should -Throw '*127.0.0.1:9*'
    }

    It 'finds its front-end by the environment, as OpenNebula''s own tools do' {
        Get-EdgeCloud | ForEach-Object { Disconnect-EdgeCloud $_ }
        $env:ONE_XMLRPC = $cloud.Endpoint
        $env:ONE_AUTH = "/var/lib/edgeprovision/sandbox/sessions/$env:EDGEPROVISION_SANDBOX/one_auth"
        try {
            { Get-EdgeProvision -ErrorAction Stop } | Should -Not -Throw
            (Get-EdgeCloud).User | Should -Be 'oneadmin'
        }
        finally {
            Remove-Item env:ONE_XMLRPC, env:ONE_AUTH
        }
    }

    It 'refuses a cloud object whose connection is closed' {
        $other = Connect-EdgeCloud $cloud.Endpoint -Credential $credential
        Disconnect-EdgeCloud $other

        { Get-EdgeProvision -Cloud $other } | Should -Throw -ErrorId 'CloudNotConnected*'
        $null = Use-Sandbox
    }

    It 'shows no password in what it writes, lists or turns into JSON' {
        $text = ($cloud | Format-List * | Out-String) + ($cloud | ConvertTo-Json -Depth 5) + ($cloud | Out-String)

        $text | Should -Not -BeLike "*$password*"
    }
}
