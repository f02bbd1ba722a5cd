using System.Diagnostics;
using System.Management.Automation;
using System.Xml.Linq;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

public sealed class ExportTests : IAsyncDisposable
{
    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task Export_ByName_WritesTextToThePipelineAndNoFile()
    {
        await MakeAsync("lab");
        var before = Files();

        var text = Assert.IsType<string>((await _session.RunAsync("Export-EdgeProvision lab -Format Markdown")).Single.BaseObject);

        Assert.StartsWith("## Edge cloud lab\n\n**Ready**", text, StringComparison.Ordinal);
        Assert.Contains("| lab-private | ready | br0 | dummy |", text, StringComparison.Ordinal);
        Assert.Contains("```mermaid\nflowchart TB\n", text, StringComparison.Ordinal);
        Assert.Contains("Operation create, succeeded: 4 steps in ", text, StringComparison.Ordinal);
        Assert.Contains("Critical path: ", text, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Theory]
    [InlineData(PictureFormat.Html, "<!DOCTYPE html>")]
    [InlineData(PictureFormat.Svg, "<svg ")]
    [InlineData(PictureFormat.Mermaid, "flowchart TB")]
    [InlineData(PictureFormat.Markdown, "## Edge cloud lab")]
    public async Task Export_OfThePipeline_HasEveryFormat(PictureFormat format, string start)
    {
        await MakeAsync("lab");

        Assert.StartsWith(start, (string)(await _session.RunAsync($"Get-EdgeProvision lab | Export-EdgeProvision -Format {format}")).Single.BaseObject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page.html", "html")]
    [InlineData("picture.SVG", "svg")]
    public async Task Export_ToAFile_TakesTheFormatOfItsNameAndPassesItThru(string name, string root)
    {
        await MakeAsync("lab");

        var silent = (await _session.RunAsync($"Export-EdgeProvision lab '{_world.Folder}/{name}'")).Succeeded();
        var file = Assert.IsType<FileInfo>((await _session.RunAsync($"Export-EdgeProvision lab '{_world.Folder}/{name}' -PassThru")).Single.BaseObject);

        Assert.Empty(silent.Output);
        Assert.Equal(Path.Combine(_world.Folder, name), file.FullName);
        Assert.NotEqual(0xEF, File.ReadAllBytes(file.FullName)[0]);
        Assert.Equal(root, XDocument.Load(file.FullName).Root!.Name.LocalName);
    }

    [Fact]
    public async Task Export_WhatIf_SaysWhatItWouldWriteAndWritesNothing()
    {
        await MakeAsync("lab");
        var before = Files();

        (await _session.RunAsync($"Get-EdgeProvision | Export-EdgeProvision -Path '{_world.Folder}/x.md' -WhatIf")).Succeeded();

        Assert.Contains("Export provision lab as Markdown", _session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Export_NoClobber_KeepsAFileThatIsThere()
    {
        await MakeAsync("lab");
        var file = Path.Combine(_world.Folder, "x.md");
        await File.WriteAllTextAsync(file, "mine", TestContext.Current.CancellationToken);

        var error = await _session.CatchAsync($"Export-EdgeProvision lab '{file}' -NoClobber");

        Assert.Equal("NoClobber,EdgeProvision.PowerShell.Commands.ExportEdgeProvisionCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
        Assert.Equal("mine", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Export_Append_AddsAndWithoutItReplaces()
    {
        await MakeAsync("lab");
        var file = Path.Combine(_world.Folder, "x.md");
        await File.WriteAllTextAsync(file, "mine\n", TestContext.Current.CancellationToken);

        (await _session.RunAsync($"Export-EdgeProvision lab '{file}' -Append")).Succeeded();
        var appended = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        (await _session.RunAsync($"Export-EdgeProvision lab '{file}'")).Succeeded();

        Assert.StartsWith("mine\n## Edge cloud lab", appended, StringComparison.Ordinal);
        Assert.StartsWith("## Edge cloud lab", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfTwo_GoesIntoOnePageOrAFileEachAndNotIntoOneDrawing()
    {
        await MakeAsync("lab");
        await MakeAsync("live");
        var folder = Directory.CreateDirectory(Path.Combine(_world.Folder, "out")).FullName;

        (await _session.RunAsync($"Get-EdgeProvision | Export-EdgeProvision -Path '{_world.Folder}/both.html'")).Succeeded();
        var files = (await _session.RunAsync($"Get-EdgeProvision | Export-EdgeProvision -Path '{folder}' -Format Svg -PassThru")).Succeeded();
        var error = await _session.CatchAsync($"Get-EdgeProvision | Export-EdgeProvision -Path '{_world.Folder}/both.svg'");

        Assert.Equal(2, XDocument.Load(Path.Combine(_world.Folder, "both.html")).Descendants().Count(e => e.Name.LocalName == "h1"));
        Assert.Equal(["lab.svg", "live.svg"], files.Output.Select(f => ((FileInfo)f.BaseObject).Name).Order());
        Assert.StartsWith("PictureHoldsOne,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_world.Folder, "both.svg")));
    }

    [Fact]
    public async Task Export_OneOfThreeThatIsNot_IsAnErrorBesideTheOthers()
    {
        await MakeAsync("lab");
        await MakeAsync("live");

        var result = await _session.RunAsync("Export-EdgeProvision lab, nothing, live -Format Mermaid");

        Assert.Equal(["ProvisionNotFound"], result.ErrorIds);
        Assert.Equal(2, result.Output.Count);
    }

    [Theory]
    [InlineData("Export-EdgeProvision lab", "FormatNotKnown")]
    [InlineData("Export-EdgeProvision lab ./x.txt", "FormatNotKnown")]
    [InlineData("Export-EdgeProvision lab ./x.md -LiteralPath ./y.md", "PathGivenTwice")]
    [InlineData("Export-EdgeProvision lab '{0}/none/x.md'", "DirectoryNotFound")]
    [InlineData("Export-EdgeProvision lab '{0}/read-only.md'", "FileReadOnly")]
    [InlineData("Export-EdgeProvision lab '{0}/*.none' -Format Html", "PathAmbiguous")]
    [InlineData("Export-EdgeProvision lab function:x -Format Html", "PathNotInFileSystem")]
    public async Task Export_ToWhatCannotBe_IsATerminatingErrorThatSaysWhy(string script, string code)
    {
        await MakeAsync("lab");
        var standing = Path.Combine(_world.Folder, "read-only.md");
        await File.WriteAllTextAsync(standing, "mine", TestContext.Current.CancellationToken);
        File.SetAttributes(standing, FileAttributes.ReadOnly);

        var error = await _session.CatchAsync(script.Replace("{0}", _world.Folder, StringComparison.Ordinal));

        Assert.Equal($"{code},EdgeProvision.PowerShell.Commands.ExportEdgeProvisionCommand", error.FullyQualifiedErrorId);
        Assert.Equal("mine", await File.ReadAllTextAsync(standing, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Operation_ByIdOrFromThePipeline_IsTheOneDrawn()
    {
        await MakeAsync("lab");
        var path = _world.Descriptor("lab", Descriptors.WithoutHosts("lab") + "\n  - name: lab-more\n    vn_mad: dummy\n    bridge: br1\n    ar:\n      - ip: 192.168.151.2\n        size: 10\n        type: IP4\n");
        (await _session.RunAsync($"New-EdgeProvision '{path}'")).Succeeded();
        var operations = (await _session.RunAsync("Get-EdgeOperation lab")).Succeeded().Output.Select(o => (Operation)o.BaseObject).ToList();
        Assert.Equal(2, operations.Count);

        var last = (string)(await _session.RunAsync("Export-EdgeProvision lab -Format Html")).Single.BaseObject;
        var first = (string)(await _session.RunAsync($"Get-EdgeProvision lab | Export-EdgeProvision -Format Html -Operation {operations[1].Id}")).Single.BaseObject;
        var piped = (await _session.RunAsync("Get-EdgeOperation lab | Export-EdgeProvision -Format Html")).Succeeded().Output;
        var none = await _session.RunAsync("Export-EdgeProvision lab -Format Html -Operation 4711");

        Assert.Contains(operations[0].Id, last, StringComparison.Ordinal);
        Assert.Contains(operations[1].Id, first, StringComparison.Ordinal);
        Assert.Equal([last, first], piped.Select(p => (string)p.BaseObject));
        Assert.Equal(["OperationNotFound"], none.ErrorIds);
    }

    [Fact]
    public async Task Operation_Completed_OffersTheProvisionsOperations()
    {
        await MakeAsync("lab");
        await MakeAsync("live");
        var id = ((Operation)(await _session.RunAsync("Get-EdgeOperation live")).Single.BaseObject).Id;

        // What is not there in a moment is there the next time.
        const string line = "Export-EdgeProvision live -Operation ";
        var offered = Complete(line);
        for (var clock = Stopwatch.StartNew(); !offered.Contains(id) && clock.Elapsed < TimeSpan.FromSeconds(30); offered = Complete(line))
            await Task.Delay(100, TestContext.Current.CancellationToken);

        Assert.Equal([id], offered);
        Assert.Equal(["Html", "Markdown", "Mermaid", "Svg"], Complete("Export-EdgeProvision live -Format ").Order());
        Assert.Equal(["lab", "live"], Complete("Export-EdgeProvision l"));
    }

    [Fact]
    public async Task Export_OfAPlan_NeedsNoConnectionAndIsATable()
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 2));

        var markdown = (string)(await _session.RunAsync($"Get-EdgeProvisionPlan '{path}' | Export-EdgeProvision -Format Markdown")).Single.BaseObject;
        (await _session.RunAsync($"$plan = New-EdgeProvision '{path}' -WhatIf -PassThru; Disconnect-EdgeCloud")).Succeeded();
        (await _session.RunAsync($"$plan | Export-EdgeProvision -Path '{_world.Folder}/plan.html'")).Succeeded();
        var svg = await _session.CatchAsync("Export-EdgeProvision -Plan $plan -Format Svg");

        Assert.StartsWith("## Plan: create lab\n\n**12 steps: 2 rent, ", markdown, StringComparison.Ordinal);
        Assert.Contains("| Rent | ", markdown, StringComparison.Ordinal);
        Assert.Equal(13, XDocument.Load(Path.Combine(_world.Folder, "plan.html")).Descendants().Count(e => e.Name.LocalName == "tr"));
        Assert.StartsWith("PlanNotDrawn,", svg.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty((await _session.RunAsync("Get-EdgeCloud")).Succeeded().Output);
    }

    [Fact]
    public async Task Export_OfAFailedProvision_ShowsTheErrorsAndNoSecret()
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 2).Replace("driver: packet", "driver: packet\n    packet_token: s3cret-of-the-descriptor", StringComparison.Ordinal));
        await _session.RunAsync($"New-EdgeProvision '{path}' -SshTimeoutSec 1");

        foreach (var format in Enum.GetNames<PictureFormat>())
        {
            var text = (string)(await _session.RunAsync($"Export-EdgeProvision lab -Format {format}")).Single.BaseObject;
            Assert.Contains("lab-node1", text, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
        }

        Assert.Single((await _session.RunAsync("Get-EdgeProvision lab, lab | Export-EdgeProvision -Format Svg")).Succeeded().Output);
        Assert.Single((await _session.RunAsync("Export-EdgeProvision -Id (Get-EdgeProvision lab).Id -Format Svg")).Succeeded().Output);

        var page = (string)(await _session.RunAsync("Export-EdgeProvision lab -Format Html")).Single.BaseObject;
        Assert.Equal(2, XDocument.Parse(page).Descendants().Count(e => e.Name.LocalName == "li"));
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }

    private string[] Files() => [.. Directory.EnumerateFiles(_world.Folder, "*", SearchOption.AllDirectories).Order()];

    private List<string> Complete(string text)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_session.Runspace);
        return [.. CommandCompletion.CompleteInput(text, text.Length, null, shell).CompletionMatches.Select(m => m.CompletionText)];
    }

    private async Task MakeAsync(string name)
    {
        if ((await _session.RunAsync("Get-EdgeCloud")).Output.Count == 0)
            await ConnectAsync();
        (await _session.RunAsync($"New-EdgeProvision '{_world.Descriptor(name, Descriptors.WithoutHosts(name))}'")).Succeeded();
    }

    private async Task ConnectAsync() => (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
}
