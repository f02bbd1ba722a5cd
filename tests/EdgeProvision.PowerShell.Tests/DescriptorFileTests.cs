using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Descriptors that are read from files and written to them.</summary>
public sealed class DescriptorFileTests : IDisposable
{
    private const string Secret = "TOPSECRET-9";
    private readonly ModuleSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("edgeprovision-descriptors-").FullName;

    public static TheoryData<string, string> Nasty { get; } = new()
    {
        { "anchors", "name: lab\ncluster: {provision: &p {a: &v 'x'}, copy: *v}\nx-y: *p\n" },
        { "merges", "name: lab\na: &a {k: 1, l: 2}\nb:\n  <<: *a\n  l: 3 # mine\n" },
        { "scalars", "name: lab\ncluster: {a: yes, b: 'yes', c: No, d: 5.10, e: '5.10', f: 0x1F, g: ~, h: '', i: y, j: 12:30:45}\n" },
        { "texts", "name: lab\ncluster:\n  a: |\n    one\n      two\n\n  b: >-\n    one\n    two\n  c: \"tab\\there\\u0007\"\n" },
        { "letters", "name: 'prüfung-日本'\ncluster: {'ключ': \"значение\\u2028 😀\", \"\": empty, '<<': text}\n" },
        { "templates", "name: lab\nextends: default.yaml\nhosts:\n- {im_mad: kvm, vm_mad: kvm, provision: {driver: dummy, hostname: \"<%= @name %>-1\", tags: ['${env:TAG}']}}\n" },
    };

    [Theory]
    [MemberData(nameof(Nasty))]
    public async Task ExportAndImport_OfNastyDocuments_GiveTheSame(string what, string text)
    {
        Assert.NotEmpty(what);
        var file = Write("in.yaml", text);

        var read = await OneAsync($"$in = Import-EdgeDescriptor '{file}'; $in");
        (await RunAsync("$in | Export-EdgeDescriptor unchanged.yaml; $more = $in | Add-EdgeDescriptorDatastore more; $more | Export-EdgeDescriptor changed.yaml")).Succeeded();
        var changed = await OneAsync("Import-EdgeDescriptor changed.yaml");

        Assert.Equal(text, File.ReadAllText(At("unchanged.yaml")));
        Assert.Equal(((EdgeDescriptor)(await RunAsync("$more")).Single.BaseObject).AsMap(), changed.AsMap());
        Assert.Equal(read.AsMap().Without("datastores"), changed.AsMap().Without("datastores"));
    }

    [Fact]
    public async Task ExportAndImport_OfEveryExample_GiveTheSame()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(StagedModule.Repository, "examples"), "*.yaml").Concat(Directory.EnumerateFiles(Path.Combine(StagedModule.Directory, "templates"), "*.yaml")))
        {
            (await RunAsync($"Import-EdgeDescriptor '{file}' | Export-EdgeDescriptor same.yaml; Import-EdgeDescriptor '{file}' | Add-EdgeDescriptorHost one | Export-EdgeDescriptor changed.yaml")).Succeeded();
            var changed = await OneAsync("Import-EdgeDescriptor changed.yaml | Add-EdgeDescriptorHost two");
            var expected = await OneAsync($"Import-EdgeDescriptor '{file}' | Add-EdgeDescriptorHost one, two");

            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(At("same.yaml")));
            Assert.Equal(expected.AsMap(), changed.AsMap());
        }
    }

    [Theory]
    [InlineData("Import-EdgeDescriptor '{0}'")]
    [InlineData("Import-EdgeDescriptor -LiteralPath '{0}'")]
    [InlineData("'{0}' | Import-EdgeDescriptor")]
    [InlineData("[pscustomobject]@{{ FullName = '{0}' }} | Import-EdgeDescriptor")]
    [InlineData("Import-EdgeDescriptor a*.yaml")]
    public async Task ImportEdgeDescriptor_HoweverTheFileIsNamed_ReadsIt(string command)
    {
        var file = Write("a.yaml", "name: lab # mine\nplaybook: [one, two]\n");

        var read = await OneAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, command, file));

        Assert.Equal(("lab", file, _folder), (read.Name, read.Source, read.Directory));
        Assert.Equal(["one", "two"], read.Playbooks);
        Assert.Equal("name: lab # mine\nplaybook: [one, two]\n", read.Yaml);
    }

    [Fact]
    public async Task ImportEdgeDescriptor_WithOneBadOfThree_ReadsTheOthersAndNamesThePlace()
    {
        Write("a.yaml", "name: a\n");
        Write("b.yaml", "name: b\nhosts: [\n");
        Write("c.yaml", "name: c\n");

        var result = await RunAsync("Import-EdgeDescriptor a.yaml, b.yaml, none.yaml, c.yaml; Import-EdgeDescriptor *.none");

        Assert.Equal(["a", "c"], result.Output.Select(o => o.ToString()));
        Assert.Equal(["SyntaxError", "FileNotFound", "DescriptorNotFound"], result.ErrorIds);
        Assert.Matches(@"b\.yaml:\d+:\d+: error SyntaxError: ", result.Errors[0].Exception.Message);
        Assert.IsType<Diagnostic>(result.Errors[0].TargetObject);
    }

    [Fact]
    public async Task ExportEdgeDescriptor_OfSecrets_MasksThemAndSaysWhichAndHowToGiveThem()
    {
        Write("in.yaml", $"# mine\nname: lab\ndefaults: {{provision: {{packet_token: {Secret}, packet_project: '${{env:P}}'}}}}\n");

        var result = (await RunAsync("Import-EdgeDescriptor in.yaml | Export-EdgeDescriptor out.yaml")).Succeeded();
        (await RunAsync("Import-EdgeDescriptor in.yaml | Add-EdgeDescriptorHost one -Connection @{ private_key = 'x' } | Export-EdgeDescriptor changed.yaml")).Succeeded();

        var warning = Assert.Single(result.Warnings);
        Assert.Contains("defaults.provision.packet_token is a secret", warning, StringComparison.Ordinal);
        Assert.Contains("${env:NAME}", warning, StringComparison.Ordinal);
        Assert.Equal("# mine\nname: lab\ndefaults: {provision: {packet_token: '****', packet_project: '${env:P}'}}\n", File.ReadAllText(At("out.yaml")));
        Assert.DoesNotContain(Secret, File.ReadAllText(At("changed.yaml")), StringComparison.Ordinal);
        Assert.Contains("packet_project: ${env:P}", File.ReadAllText(At("changed.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportEdgeDescriptor_WithIncludeSecret_WritesThemForTheOwnerAlone()
    {
        var text = $"name: lab\ncluster: {{packet_token: {Secret}}}\n";
        Write("in.yaml", text);

        var result = (await RunAsync("Import-EdgeDescriptor in.yaml | Export-EdgeDescriptor out.yaml -IncludeSecret")).Succeeded();

        Assert.Empty(result.Warnings);
        Assert.Equal(text, File.ReadAllText(At("out.yaml")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("out.yaml")));
    }

    [Fact]
    public async Task ExportEdgeDescriptor_WithWhatIf_WritesNothing()
    {
        Write("standing.yaml", "name: standing\n");

        var result = (await RunAsync("New-EdgeDescriptor lab | Export-EdgeDescriptor new.yaml -WhatIf -PassThru; New-EdgeDescriptor lab | Export-EdgeDescriptor standing.yaml -WhatIf -Force")).Succeeded();

        Assert.Empty(result.Output);
        Assert.Equal([At("standing.yaml")], Directory.GetFiles(_folder));
        Assert.Equal("name: standing\n", File.ReadAllText(At("standing.yaml")));
        Assert.Contains("Write descriptor lab", _session.Host.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportEdgeDescriptor_OfSeveral_WritesWhatTheScriptBlockNames()
    {
        var result = (await RunAsync("'a', 'b' | New-EdgeDescriptor | Export-EdgeDescriptor -Path { \"$($_.Name).yaml\" } -PassThru | Import-EdgeDescriptor")).Succeeded();

        Assert.Equal(["a", "b"], result.Output.Select(o => o.ToString()));
        Assert.Equal(["a.yaml", "b.yaml"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("$d | Export-EdgeDescriptor standing.yaml -NoClobber", "NoClobber", ErrorCategory.ResourceExists)]
    [InlineData("$d | Export-EdgeDescriptor readonly.yaml", "FileReadOnly", ErrorCategory.PermissionDenied)]
    [InlineData("$d | Export-EdgeDescriptor .", "PathIsDirectory", ErrorCategory.InvalidArgument)]
    [InlineData("$d | Export-EdgeDescriptor none/x.yaml", "DirectoryNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("$d | Export-EdgeDescriptor *.yaml", "PathAmbiguous", ErrorCategory.InvalidArgument)]
    [InlineData("$d | Export-EdgeDescriptor variable:x", "PathNotInFileSystem", ErrorCategory.InvalidArgument)]
    [InlineData("$d, $d | Export-EdgeDescriptor once.yaml", "FileWrittenAlready", ErrorCategory.InvalidOperation)]
    public async Task ExportEdgeDescriptor_ToWhereItMayNot_SaysWhyAndChangesNothing(string command, string id, ErrorCategory category)
    {
        Write("standing.yaml", "name: standing\n");
        new FileInfo(Write("readonly.yaml", "name: readonly\n")).IsReadOnly = true;

        var result = await RunAsync("$d = New-EdgeDescriptor lab; " + command);

        Assert.Equal([id], result.ErrorIds);
        Assert.Equal(category, result.Errors[0].CategoryInfo.Category);
        Assert.NotEmpty(result.Errors[0].Exception.Message);
        Assert.Equal("name: standing\n", File.ReadAllText(At("standing.yaml")));
        Assert.Equal("name: readonly\n", File.ReadAllText(At("readonly.yaml")));
    }

    [Fact]
    public async Task ExportEdgeDescriptor_WithForceOrLiteralPath_WritesTheFile()
    {
        new FileInfo(Write("readonly.yaml", "name: readonly\n")).IsReadOnly = true;

        (await RunAsync("$d = New-EdgeDescriptor lab; $d | Export-EdgeDescriptor readonly.yaml -Force; $d | Export-EdgeDescriptor -LiteralPath 'x[1].yaml'; $d | Export-EdgeDescriptor over.yaml; $d | Export-EdgeDescriptor over.yaml")).Succeeded();

        foreach (var name in new[] { "readonly.yaml", "x[1].yaml", "over.yaml" })
            Assert.Equal("---\nname: lab\n", File.ReadAllText(At(name)));
    }

    [Fact]
    public async Task ExportEdgeDescriptor_IntoAnotherFolder_StillFindsItsBase()
    {
        Directory.CreateDirectory(At("sub/deep"));
        Write("sub/base.yaml", "playbook: default\ndefaults: {provision: {driver: dummy}}\n");
        Write("sub/lab.yaml", "name: lab\nextends: base.yaml # the base\n");

        (await RunAsync("Import-EdgeDescriptor sub/lab.yaml | Export-EdgeDescriptor sub/deep/lab.yaml; New-EdgeDescriptor own -Template ./sub/base.yaml | Add-EdgeDescriptorHost one | Export-EdgeDescriptor sub/deep/own.yaml")).Succeeded();

        Assert.Equal("name: lab\nextends: '../base.yaml' # the base\n", File.ReadAllText(At("sub/deep/lab.yaml")));
        Assert.Equal([true, true], (await RunAsync("Test-EdgeDescriptor sub/deep/*.yaml")).Succeeded().Output.Select(o => o.BaseObject));
        Assert.Equal(true, (await RunAsync("New-EdgeDescriptor own -Template sub/base.yaml | Add-EdgeDescriptorHost one | Test-EdgeDescriptor")).Single.BaseObject);
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    private Task<SessionResult> RunAsync(string script) => _session.RunAsync($"$null = $ExecutionContext.SessionState.Path.SetLocation('{_folder}'); {script}");

    private async Task<EdgeDescriptor> OneAsync(string script) => Assert.IsType<EdgeDescriptor>((await RunAsync(script)).Single.BaseObject);
}
