using System.Management.Automation;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.Surface;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Scripts rest on names, positions and types: none of them changes unnoticed.</summary>
public sealed class SurfaceTests
{
    private static readonly string s_file = Path.Combine(StagedModule.Repository, "tests", "EdgeProvision.PowerShell.Tests", "Surface", "surface.txt");

    [Fact]
    public async Task Module_AsItIsStaged_HasTheSurfaceThatIsWrittenDown()
    {
        using var session = new ModuleSession();
        var cmdlets = (await session.RunAsync("Get-Command -Module EdgeProvision")).Succeeded().Output.Select(o => (CmdletInfo)o.BaseObject);
        var now = SurfaceText.Of(cmdlets);

        if (Environment.GetEnvironmentVariable("RENEW_SURFACE") is { Length: > 0 })
            await File.WriteAllTextAsync(s_file, now, TestContext.Current.CancellationToken);

        var written = (await File.ReadAllTextAsync(s_file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        Assert.True(now == written, $"The module's surface differs from Surface/surface.txt:\n{Differences(written, now)}\nIf that is meant, ./build.sh surface writes it down anew.");
    }

    private static string Differences(string written, string now)
    {
        var before = Lines(written);
        var after = Lines(now);
        return string.Join('\n', before.Except(after).Select(l => "- " + l).Concat(after.Except(before).Select(l => "+ " + l)).Order(StringComparer.Ordinal));

        // A parameter's line says nothing without its cmdlet.
        static List<string> Lines(string text)
        {
            var owner = "";
            List<string> lines = [];
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!line.StartsWith(' '))
                    owner = line;
                lines.Add(line.StartsWith(' ') ? $"{owner} {line.Trim()}" : line);
            }

            return lines;
        }
    }
}
