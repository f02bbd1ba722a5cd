using System.Text;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Descriptors;

public sealed class DiagnosticTests
{
    private const string Host = "{im_mad: kvm, vm_mad: kvm, provision: {driver: packet, facility: ams1, plan: p, os: o, hostname: h1}}";

    public static TheoryData<string, string, int, int, string> Refused => new()
    {
        { "", "EmptyDocument", 1, 1, "" },
        { "# only a comment\n", "EmptyDocument", 2, 1, "" },
        { "- a", "NotAMap", 1, 1, "" },
        { "just text", "NotAMap", 1, 1, "" },
        { "name: a\nname: b", "DuplicateKey", 2, 1, "" },
        { "name: a\n---\nname: b", "SeveralDocuments", 2, 1, "" },
        { "name: a\ncluster: {name: [}", "SyntaxError", 2, 17, "Close it with ]." },
        { "name: !ruby/object:Gem x", "UnknownTag", 1, 7, "" },
        { "name: !!int x", "TagMismatch", 1, 7, "" },
        { "name: a\n? [x]\n: 1", "KeyNotScalar", 2, 3, "" },
        { "name: *x", "UnknownAnchor", 1, 7, "quotes" },
        { "name: a\n<<: 1", "MergeNotMap", 2, 1, "" },
        { "name: a\0b", "ControlCharacter", 1, 8, "" },
        { "cluster: {name: c}", "RequiredKeyMissing", 1, 1, "" },
        { "name: '***'", "RequiredKeyMissing", 1, 7, "" },
        { "name: a\nversion: 2", "WrongValue", 2, 10, "" },
        { "name: a\nversoin: 1", "UnknownKey", 2, 1, "version" },
        { "name: a\nimages: []", "NotSupportedYet", 2, 1, "" },
        { "name: a\nflowtemplates: []", "NotSupportedYet", 2, 1, "" },
        { "name: a\nplaybook: default_lxd", "NotSupportedYet", 2, 11, "" },
        { "name: a\nplaybook: statik_vxlan", "UnknownPlaybook", 2, 11, "static_vxlan" },
        { "name: a\nplaybook: {a: b}", "WrongType", 2, 11, "" },
        { "name: a\nhosts: 5", "WrongType", 2, 8, "" },
        { "name: a\nhosts: [5]", "WrongType", 2, 9, "" },
        { "name: a\ncluster: c", "WrongType", 2, 10, "" },
        { "name: a\ndefaults: {provison: {}}", "UnknownKey", 2, 12, "provision" },
        { "name: a\ndefaults: {connection: {remote_usr: x}}", "UnknownKey", 2, 25, "remote_user" },
        { "name: a\ndefaults: {connection: {remote_port: 99999}}", "WrongValue", 2, 38, "" },
        { "name: a\ndefaults: {provision: {hostname: x}}", "HostnameInDefaults", 2, 24, "" },
        { "name: a\ndefaults: {provision: {plam: x}}", "UnknownKey", 2, 24, "plan" },
        { "name: a:b", "NameRefused", 1, 7, "" },
        { "name: a\ncluster: {name: 'x$y'}", "NameRefused", 2, 17, "" },
        { "name: a\ncluster: {name: \"<%= @hosts[0]['ID'] %>\"}", "ReferenceOutOfRange", 2, 17, "order" },
        { "name: a\ncluster: {k: {l: {m: 1}}}", "TooDeepForOpenNebula", 2, 18, "" },
        { "name: a\ncluster: {k: 1, K: 2}", "DuplicateKey", 2, 17, "" },
        { "name: a\ncluster: {'a b': 1}", "AttributeName", 2, 11, "" },
        { "name: a\ndatastores: [{name: d}]", "RequiredKeyMissing", 2, 14, "" },
        { "name: a\nnetworks: [{name: d}]", "RequiredKeyMissing", 2, 12, "" },
        { "name: a\nnetworks: [{name: d, vn_mad: x}, {name: d, vn_mad: x}]", "DuplicateName", 2, 41, "" },
        { "name: a\nnetworks: [{name: d, vn_mad: x, mtu: big}]", "WrongValue", 2, 38, "" },
        { "name: a\nnetworks: [{name: d, vn_mad: x, external: maybe}]", "WrongValue", 2, 43, "" },
        { "name: a\nnetworks: [{name: d, vn_mad: x, ar: [{type: IP5}]}]", "WrongValue", 2, 45, "" },
        { "name: a\nnetworks: [{name: d, vn_mad: x, ar: {type: IP4}}]", "WrongType", 2, 37, "" },
        { "name: a\nnetworks: [{name: '<%= `id` %>', vn_mad: x}]", "TemplateNotUnderstood", 2, 19, "@name" },
        { "name: a\nnetworks: [{name: '<%= @name', vn_mad: x}]", "TemplateNotUnderstood", 2, 19, "" },
        { "name: a\nnetworks: [{name: n, vn_mad: x, b: \"<%= @vnets[0]['ID'] %>\"}]", "ReferenceOutOfRange", 2, 36, "" },
        { "name: ${env:X}", "EnvironmentVariableNotSet", 1, 7, "" },
        { "name: a\ncluster: {k: '${env:}'}", "EnvironmentNotUnderstood", 2, 14, "" },
        { "name: a\ncluster: {k: '${env:A} <%= @name %>'}", "EnvironmentInTemplate", 2, 14, "" },
        { "name: a\nextends: no.yaml", "FileNotFound", 2, 10, "" },
        { "name: a\nextends: dir", "FileIsDirectory", 2, 10, "" },
        { "name: a\nextends: {a: b}", "WrongType", 2, 10, "" },
        { "name: a\nextends: ''", "WrongType", 2, 10, "" },
        { "name: a\nextends: \"a\\0b\"", "WrongType", 2, 10, "" },
        { "name: a\nextends: loop1.yaml", "ExtendsCycle", 1, 10, "" },
        { "name: a\nhosts: [" + Host + ", " + Host.Replace("h1", "H1", StringComparison.Ordinal) + "]", "DuplicateHostname", 2, 209, "" },
        { "name: a\nhosts: [" + Host.Replace("h1", "h:1", StringComparison.Ordinal).Replace("driver: packet", "driver: dummy", StringComparison.Ordinal) + "]", "NameRefused", 2, 105, "" },
        { "name: a\nhosts: [" + Host.Replace("h1", "h_!", StringComparison.Ordinal) + "]", "HostnameRefused", 2, 106, "" },
        { "name: a b\nhosts: [" + Host.Replace("h1", "'<%= @name %>-1'", StringComparison.Ordinal) + "]", "HostnameRefused", 2, 106, "" },
        { "name: a\nhosts: [" + Host.Replace("im_mad: kvm, ", "", StringComparison.Ordinal) + "]", "RequiredKeyMissing", 2, 9, "" },
        { "name: a\nhosts: [" + Host.Replace("driver: packet", "driver: pakcet", StringComparison.Ordinal) + "]", "UnknownDriver", 2, 56, "packet" },
        { "name: a\nhosts: [" + Host.Replace("driver: packet", "driver: fake", StringComparison.Ordinal) + "]", "UnknownDriver", 2, 56, "" },
        { "name: a\nhosts: [" + Host.Replace("driver: packet, ", "", StringComparison.Ordinal) + "]", "RequiredKeyMissing", 2, 47, "" },
        { "name: a\nhosts: [" + Host.Replace("facility: ams1, ", "", StringComparison.Ordinal) + "]", "RequiredKeyMissing", 2, 47, "" },
        { "name: a\nhosts: [" + Host.Replace("os: o, ", "", StringComparison.Ordinal) + "]", "RequiredKeyMissing", 2, 47, "" },
        { "name: a\nhosts: [" + Host.Replace("plan:", "plam:", StringComparison.Ordinal) + "]", "UnknownKey", 2, 80, "plan" },
        { "name: a\nhosts: [{im_mad: kvm, vm_mad: kvm}]", "RequiredKeyMissing", 2, 9, "" },
        { "name: a\nhosts: [" + Host.Replace("os: o", "os: o, project: p, packet_project: q", StringComparison.Ordinal) + "]", "ProjectOverridden", 2, 105, "" },
        { "name: a\n\tcluster: {name: c}", "SyntaxError", 2, 1, "blanks" },
        { "name: a\ncluster:\n\tname: x", "SyntaxError", 3, 1, "blanks" },
        { "name: a\nhosts:\n  - im_mad: kvm\n  \t vm_mad: kvm", "SyntaxError", 4, 3, "blanks" },
        { "name: a\ncluster:\n  description: |\n    \tthis one is text\n  name: \"x\"\nhosts:\n\t- im_mad: kvm", "SyntaxError", 7, 1, "blanks" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Load_OfWhatIsWrong_SaysWhatAndWhereAndWhatWasMeant(string text, string code, int line, int column, string suggestion)
    {
        var options = Loading.Options(("loop1.yaml", "extends: loop2.yaml"), ("loop2.yaml", "extends: loop1.yaml"), ("dir/x.yaml", "name: x"));

        var errors = Loading.Errors(text, options);

        var error = errors.FirstOrDefault(e => e.Code == code);
        Assert.True(error is not null, "Got " + string.Join("; ", errors));
        Assert.True((line, column) == (error.Line, error.Column), "Got " + error);
        Assert.Contains(suggestion, error.Suggestion ?? "", StringComparison.Ordinal);
        Assert.EndsWith(code is "NameRefused" && error.Message.EndsWith("$<>", StringComparison.Ordinal) ? "$<>" : ".", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfManyMistakes_TellsAllInOrder()
    {
        var errors = Loading.Errors("""
            nmae: x
            version: 3
            hosts:
              - im_mad: kvm
                provision: {driver: packet, facilty: ams1, plan: p, hostname: a}
              - vm_mad: kvm
            networks:
              - name: n
            """);

        Assert.Equal(
            ["1 UnknownKey", "1 RequiredKeyMissing", "2 WrongValue", "4 RequiredKeyMissing", "5 RequiredKeyMissing", "5 RequiredKeyMissing", "5 UnknownKey",
             "6 RequiredKeyMissing", "6 RequiredKeyMissing", "8 RequiredKeyMissing"],
            errors.Select(e => $"{e.Line} {e.Code}"));
        Assert.Equal("hosts[0].provision.facilty", errors[6].Path);
        Assert.Equal("Did you mean facility?", errors[6].Suggestion);
    }

    public static TheoryData<string, string, int, int, string> WrongValues => new()
    {
        { "datastores: [{name: d, tm_mad: ssh, type: sistem_ds}]", "WrongValue", 2, 43, "system_ds" },
        { "networks: [{name: n, vn_mad: dummy, ar: [{type: IPV4, ip: 10.0.0.1, size: 5}]}]", "WrongValue", 2, 49, "IP4" },
        { "networks: [{name: n, vn_mad: dummy, ar: [{type: IP4, ip: 192.168.150.999/24, size: 5}]}]", "WrongValue", 2, 58, "/24" },
        { "networks: [{name: n, vn_mad: dummy, ar: [{type: IP4, ip: 10.1, size: 5}]}]", "WrongValue", 2, 58, "" },
        { "networks: [{name: n, vn_mad: dummy, ar: [{type: IP4, ip: 10.0.0.1, size: 0}]}]", "WrongValue", 2, 74, "" },
        { "networks: [{name: n, vn_mad: dummy, ar: [{type: IP4, ip: 10.0.0.1, size: many}]}]", "WrongValue", 2, 74, "" },
        { "networks: [{name: n, vn_mad: dummy, ar: [{type: IP4, ip: 10.0.0.1, size: 9, mac: '02:00:5'}]}]", "WrongValue", 2, 82, "" },
        { "networks: [{name: n, vn_mad: dummy, ar: [{type: IP6, size: 9, global_prefix: '2001:db8::/64'}]}]", "WrongValue", 2, 78, "/64" },
        { "networks: [{name: n, vn_mad: dummy, ar: [{type: IP4, size: 9}]}]", "RequiredKeyMissing", 2, 42, "" },
        { "networks: [{name: n, vn_mad: dummy, ar: [{ip: 10.0.0.1, size: 9}]}]", "RequiredKeyMissing", 2, 42, "" },
        { "networks: [{name: n, vn_mad: dummy, ar: [{type: IP4, ip: 10.0.0.1, ipam_mad: internal}]}]", "RequiredKeyMissing", 2, 42, "" },
        { "networks: [{name: n, vn_mad: dummy, ar: [{type: IP4_6_STATIC, ip: 10.0.0.1, size: 9}]}]", "RequiredKeyMissing", 2, 42, "" },
        { "defaults: {configuration: {bridged_networking_static_ip: 192.168.150.1/24}}", "WrongValue", 2, 58, "/24" },
        { "defaults: {configuration: {bridged_networking_static_netmask: 255.0.255.0}}", "WrongValue", 2, 63, "" },
        { "defaults: {configuration: {opennebula_p2p_vxlan_remotes: [10.0.0.1, 10.0.0.256]}}", "WrongValue", 2, 69, "" },
    };

    [Theory]
    [MemberData(nameof(WrongValues))]
    public void Load_OfAValueThatNoFrontEndTakes_SaysWhatAndWhere(string text, string code, int line, int column, string suggestion)
    {
        var error = Loading.Error("name: a\n" + text);

        Assert.Equal((code, line, column), (error.Code, error.Line, error.Column));
        Assert.Contains(suggestion, error.Suggestion ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("datastores: [{name: d, tm_mad: ssh, type: SYSTEM_DS}]")]
    [InlineData("networks: [{name: n, vn_mad: dummy, ar: [{type: ip4, ip: 10.0.0.1, size: '5'}, {type: ETHER, size: 3}, {type: IP6_STATIC, ip6: '2001:db8::1', size: 2}]}]")]
    [InlineData("networks: [{name: n, vn_mad: mine, dns: '8.8.8.8 2001:db8::1', gateway6: 'fe80::1', ar: [{ipam_mad: mine}]}]")]
    [InlineData("defaults: {configuration: {bridged_networking_static_ip: '', opennebula_p2p_vxlan_remotes: '10.0.0.1, 10.0.0.2'}}")]
    public void Load_OfValuesThatAFrontEndTakes_SaysNothing(string text) => Assert.Empty(Loading.Load("name: a\n" + text).Diagnostics);

    [Fact]
    public void Load_OfAStoredDescriptor_IsNotHeldToValues() =>
        Assert.Equal("10.0.0.1/24", ((AttributeMap)((DescriptorList)Loading.Load(
            "name: a\nnetworks: [{name: n, vn_mad: dummy, ar: [{ip: 10.0.0.1/24}]}]", Loading.Options() with { IsStored = true }).Descriptor.Networks[0].Attributes["ar"]!).Items[0]).Text("ip"));

    public static TheoryData<string, string> Warned => new()
    {
        { "name: a\nnetworks: [{name: n, vn_mad: dumy}]", "SimilarValue" },
        { "name: a\ndatastores: [{name: d, tm_mad: sssh}]", "SimilarValue" },
        { "name: a\ndatastores: [{name: d, tm_mad: ssh, ds_mad: cephh}]", "SimilarValue" },
        { "name: a\nnetworks: [{name: n, vn_mad: dummy, ar: [{ipam_mad: pakcet}]}]", "SimilarValue" },
        { "name: a\nhosts: [{im_mad: kvn, vm_mad: kvm, provision: {driver: dummy, hostname: h}}]", "SimilarValue" },
        { "name: a\nnetworks: [{name: n, vn_mad: dummy, gateway: 10.0.0.300}]", "WrongValue" },
        { "name: a\nnetworks: [{name: n, vn_mad: dummy, dns: '8.8.8.8 8.8.4'}]", "WrongValue" },
        { "name: a\nnetworks: [{name: n, vn_mad: dummy, ar: [{ipam_mad: packet, size: 3}]}]", "WrongValue" },
        { "name: a\ndatastores: [{name: d, tm_mad: ssh, saf_dirs: x}]", "SimilarKey" },
        { "name: a\ndefaults: {configuration: {iptables_masquerade_enable: false}}", "SimilarKey" },
        { "name: a\ndatastores: [{name: '<%=@name%>', tm_mad: ssh}]", "TemplateNotEvaluated" },
        { "name: a\ncluster: {description: yes}", "ReadAsBoolean" },
        { "name: a\nhosts: [{name: x, im_mad: kvm, vm_mad: kvm, provision: {driver: dummy, hostname: h}}]", "NoEffect" },
        { "name: a\nhosts: [{im_mad: kvm, vm_mad: kvm, provision: {driver: ec2, region_name: r, ami: a, instancetype: i, securitygroupsids: sg-1, hostname: h}}]", "ReadAsOtherKey" },
        { "name: a\nhosts: [{im_mad: kvm, vm_mad: kvm, provision: {driver: packet, metro: am, plan: p, os: o, packet_token: '${env:T}', hostname: h}}]", "EnvironmentVariableNotSet" },
    };

    [Theory]
    [MemberData(nameof(Warned))]
    public void Load_OfWhatIsDoubtful_Warns(string text, string code)
    {
        // The name that is only a literal template is refused by OpenNebula; the warning comes beside the error.
        var diagnostics = code == "TemplateNotEvaluated"
            ? Assert.Throws<DescriptorException>(() => Loading.Load(text)).Diagnostics
            : Loading.Load(text).Diagnostics;

        Assert.Equal(code, Assert.Single(diagnostics, d => d.Severity == DiagnosticSeverity.Warning).Code);
    }

    [Fact]
    public void Load_OfAMisspellingThatTheOriginalsDocumentsHave_IsReadAsMeant()
    {
        var host = Loading.Load(Warned.Select(row => row.Data.Item1).Single(text => text.Contains("securitygroupsids", StringComparison.Ordinal))).Descriptor.Hosts[0];

        Assert.Equal("sg-1", host.Provision.Text("securitygroupids"));
        Assert.False(host.Provision.Contains("securitygroupsids"));
    }

    [Theory]
    [InlineData("missing.yaml", "FileNotFound")]
    [InlineData("dir", "FileIsDirectory")]
    [InlineData("latin1.yaml", "NotUtf8")]
    [InlineData("big.yaml", "TooLarge")]
    public async Task LoadAsync_OfAFileThatCannotBeRead_SaysWhy(string path, string code)
    {
        var directory = Directory.CreateTempSubdirectory("descriptor");
        try
        {
            directory.CreateSubdirectory("dir");
            await File.WriteAllBytesAsync(Path.Combine(directory.FullName, "latin1.yaml"), [.. "name: a\nx: "u8, 0xE9, .. "\n"u8], TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, "big.yaml"), new string(' ', 11 * 1024 * 1024), TestContext.Current.CancellationToken);
            var loader = new DescriptorLoader(new DescriptorLoadOptions { WorkingDirectory = directory.FullName });

            var exception = await Assert.ThrowsAsync<DescriptorException>(() => loader.LoadAsync(path, TestContext.Current.CancellationToken));

            var error = Assert.Single(exception.Diagnostics);
            Assert.Equal(code, error.Code);
            Assert.Equal(path, error.File);
            Assert.Equal(code == "NotUtf8" ? (2, 4) : (0, 0), (error.Line, error.Column));
            Assert.Equal("DescriptorInvalid", exception.Code);
            if (code == "FileNotFound")
                Assert.Contains(Path.Combine(directory.FullName, path), error.Suggestion, StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("/dev/zero", "a character device")]
    [InlineData("pipe", "a named pipe")]
    public async Task LoadAsync_OfWhatIsNoFile_IsRefusedAtOnce(string path, string what)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells here what stands at a path.");
        var directory = Directory.CreateTempSubdirectory("descriptor");
        try
        {
            using (var make = System.Diagnostics.Process.Start("mkfifo", Path.Combine(directory.FullName, "pipe")))
                await make.WaitForExitAsync(TestContext.Current.CancellationToken);
            var loader = new DescriptorLoader(new DescriptorLoadOptions { WorkingDirectory = directory.FullName });

            // Off this thread: what opens a pipe without a writer never comes back.
            var load = Task.Run(() => loader.LoadAsync(path, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            var exception = await Assert.ThrowsAsync<DescriptorException>(() => load.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

            var error = Assert.Single(exception.Diagnostics);
            Assert.Equal("NotAFile", error.Code);
            Assert.Contains(what, error.Message, StringComparison.Ordinal);
            Assert.Contains("/dev/stdin", error.Suggestion, StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task LoadAsync_OfUtf16_Reads()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "name: größe", Encoding.Unicode, TestContext.Current.CancellationToken);

            var loaded = await new DescriptorLoader(Loading.Options() with { Files = new DiskDescriptorFiles() }).LoadAsync(file, TestContext.Current.CancellationToken);

            Assert.Equal("größe", loaded.Descriptor.Name);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("d.yaml:3:9: warning UnknownKey: The key x: warning Y: is not known.", "d.yaml:3:9: UnknownKey: The key x: warning Y: is not known.")]
    [InlineData("hosts[1].provision.os: error NotOffered: no", "hosts[1].provision.os: NotOffered: no")]
    [InlineData("Host a runs virtual machine 0 (web), which will lose it.", "Host a runs virtual machine 0 (web), which will lose it.")]
    [InlineData("Note: warning signs of x: none", "Note: warning signs of x: none")]
    public void WithoutSeverity_OfALine_TakesThatWordOnly(string line, string expected) => Assert.Equal(expected, Diagnostic.WithoutSeverity(line));
}
