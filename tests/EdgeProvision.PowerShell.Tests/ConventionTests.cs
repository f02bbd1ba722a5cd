using System.Management.Automation;
using EdgeProvision.PowerShell.Tests.Hosting;

namespace EdgeProvision.PowerShell.Tests;

public sealed class ConventionTests : IDisposable
{
    // A changed descriptor, and a plan, may take away what stands.
    private static readonly string[] s_mayRelease = ["Update-EdgeProvision", "Invoke-EdgeProvisionPlan"];
    private static readonly string[] s_looking = ["Get", "Find", "Test", "Compare", "Connect", "Disconnect", "Enter", "Wait"];

    // These make objects in memory, as New-Object does: there is nothing to ask about.
    private static readonly string[] s_composing = ["New-EdgeDescriptor", "Add-EdgeDescriptorHost", "Add-EdgeDescriptorNetwork", "Add-EdgeDescriptorDatastore", "Import-EdgeDescriptor"];
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task EveryCmdlet_HasAnApprovedVerbAndAnEdgeNounInTheSingular()
    {
        var approved = new[] { typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsSecurity), typeof(VerbsOther) }
            .SelectMany(t => t.GetFields()).Select(f => (string)f.GetValue(null)!).ToHashSet();

        foreach (var cmdlet in await CmdletsAsync())
        {
            Assert.Contains(cmdlet.Verb, approved);
            Assert.StartsWith("Edge", cmdlet.Noun, StringComparison.Ordinal);
            Assert.False(cmdlet.Noun.EndsWith('s') && !cmdlet.Noun.EndsWith("ss", StringComparison.Ordinal), cmdlet.Name);
        }
    }

    [Fact]
    public async Task EveryCmdlet_SaysWhatItWrites()
    {
        foreach (var cmdlet in await CmdletsAsync())
            Assert.True(cmdlet.OutputType.Count > 0, cmdlet.Name);
    }

    [Fact]
    public async Task CmdletsThatChangeTheWorld_SupportShouldProcess_AndOnlyThoseThatReleaseOrSetUpAskByThemselves()
    {
        foreach (var cmdlet in await CmdletsAsync())
        {
            Assert.Equal(!s_looking.Contains(cmdlet.Verb) && !s_composing.Contains(cmdlet.Name), cmdlet.Parameters.ContainsKey("WhatIf"));
            var impact = cmdlet.ImplementingType.GetCustomAttributes(typeof(CmdletAttribute), false).Cast<CmdletAttribute>().Single().ConfirmImpact;
            Assert.Equal(cmdlet.Verb == "Remove" || cmdlet.Noun == "EdgeDriver" || s_mayRelease.Contains(cmdlet.Name), impact == ConfirmImpact.High);
        }
    }

    [Fact]
    public async Task EveryParameter_IsNoBooleanAndBindsThePipelineByValueOncePerSet()
    {
        foreach (var cmdlet in await CmdletsAsync())
        {
            Assert.DoesNotContain(cmdlet.Parameters.Values, p => p.ParameterType == typeof(bool));
            foreach (var set in cmdlet.ParameterSets)
                Assert.True(set.Parameters.Count(p => p.ValueFromPipeline) <= 1, $"{cmdlet.Name} {set.Name}");
        }
    }

    [Theory]
    [InlineData("Get-EdgeHost", "EdgeHost")]
    [InlineData("Get-EdgeProvision", "EdgeProvision")]
    [InlineData("Get-EdgeCluster", "EdgeCluster")]
    [InlineData("Get-EdgeDatastore", "EdgeDatastore")]
    [InlineData("Get-EdgeNetwork", "EdgeNetwork")]
    public async Task WhatGetWrites_BindsToItsSiblingsByValue(string get, string noun)
    {
        var cmdlets = await CmdletsAsync();
        var written = cmdlets.Single(c => c.Name == get).OutputType.Single().Type;
        var siblings = Siblings(cmdlets, noun);

        Assert.NotEmpty(siblings);
        foreach (var sibling in siblings)
            Assert.Contains(sibling.Parameters["InputObject"].ParameterSets.Values, p => p.ValueFromPipeline && sibling.Parameters["InputObject"].ParameterType.GetElementType() == written);
    }

    [Theory]
    [InlineData("Get-EdgeHost", "EdgeHost")]
    [InlineData("Get-EdgeProvision", "EdgeProvision")]
    [InlineData("Get-EdgeCluster", "EdgeCluster")]
    [InlineData("Get-EdgeDatastore", "EdgeDatastore")]
    [InlineData("Get-EdgeNetwork", "EdgeNetwork")]
    public async Task WhatGetWrites_BindsToItsSiblingsByItsIdToo(string get, string noun)
    {
        var cmdlets = await CmdletsAsync();
        var written = cmdlets.Single(c => c.Name == get).OutputType.Single().Type;

        Assert.NotNull(written.GetProperty("Id"));
        foreach (var sibling in Siblings(cmdlets, noun))
            Assert.Contains(sibling.Parameters["Id"].ParameterSets.Values, p => p.ValueFromPipelineByPropertyName);
    }

    [Fact]
    public async Task CmdletsOnHosts_NameThemInOneWay()
    {
        foreach (var cmdlet in (await CmdletsAsync()).Where(c => c.Noun.StartsWith("EdgeHost", StringComparison.Ordinal) && c.Verb is not ("Get" or "Add")))
        {
            Assert.Equal("Name", cmdlet.DefaultParameterSet);
            Assert.Equal(["Id", "InputObject", "Name"], cmdlet.ParameterSets.Select(s => s.Name).Order());
            Assert.Equal(["Id", "Name"], cmdlet.Parameters["Name"].ParameterSets.Keys.Order());
            Assert.Equal(["Id"], cmdlet.Parameters["Id"].ParameterSets.Keys);
            Assert.Equal(["InputObject"], cmdlet.Parameters["InputObject"].ParameterSets.Keys);
            Assert.Equal(["Id", "Name"], cmdlet.Parameters["Provision"].ParameterSets.Keys.Order());
            Assert.Equal(cmdlet.Name switch { "Invoke-EdgeHostCommand" => 1, "Copy-EdgeHostFile" => 2, _ => 0 }, cmdlet.Parameters["Name"].ParameterSets["Name"].Position);
        }
    }

    [Fact]
    public async Task EveryCmdletOnAFrontEnd_TakesItExplicitly()
    {
        foreach (var cmdlet in await CmdletsAsync())
        {
            var needsNone = cmdlet.Name is "Connect-EdgeCloud" or "Get-EdgeCloud" or "Register-EdgeProvider" or "Unregister-EdgeProvider" or "Get-EdgePlaybook" || cmdlet.Noun == "EdgeSandbox" || cmdlet.Noun.StartsWith("EdgeDescriptor", StringComparison.Ordinal);
            Assert.Equal(!needsNone, cmdlet.Parameters.ContainsKey("Cloud"));
        }
    }

    public void Dispose() => _session.Dispose();

    /// <summary>Cmdlets on what stands: not those that make it, or change it by a descriptor or a plan.</summary>
    private static List<CmdletInfo> Siblings(IReadOnlyList<CmdletInfo> cmdlets, string noun) =>
        [.. cmdlets.Where(c => c.Noun.StartsWith(noun, StringComparison.Ordinal) && c.Noun != "EdgeProvisionPlan" && c.Verb is not ("Get" or "New" or "Add" or "Update"))];

    private async Task<IReadOnlyList<CmdletInfo>> CmdletsAsync()
    {
        var found = (await _session.RunAsync("Get-Command -Module EdgeProvision")).Succeeded().Output.Select(o => (CmdletInfo)o.BaseObject).ToList();
        Assert.NotEmpty(found);
        return found;
    }
}
