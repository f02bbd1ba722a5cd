using System.Diagnostics;
using System.Text;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Hosts.Roles;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Hosts.Roles;

/// <summary>A folder of roles and playbooks made by a test, and a shell to run what is compiled from them.</summary>
internal sealed class Workshop : IDisposable
{
    public static readonly HostFacts Debian = new(
        "boot", "debian", [], "12", "Debian GNU/Linux 12 (bookworm)", "x86_64", true, "eth0",
        new Dictionary<string, IReadOnlyList<string>> { ["eth0"] = ["203.0.113.5"], ["eth0:0"] = ["10.1.2.3"] });

    public Workshop() => Folder = Directory.CreateTempSubdirectory("roles-").FullName;

    public string Folder { get; }

    /// <summary>The checkout's own roles and playbooks.</summary>
    public static string ShippedFolder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "EdgeProvision.sln")))
                folder = folder.Parent ?? throw new InvalidOperationException("This is not run from a checkout.");
            return Path.Combine(folder.FullName, "src");
        }
    }

    public PlaybookLibrary Library => new([Folder]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public Workshop With(string path, string content)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return this;
    }

    /// <summary>A role 'r' and a playbook 'p' of it alone.</summary>
    public Workshop WithRole(string yaml, string playbook = "") =>
        With("roles/r/role.yaml", "description: a test\n" + yaml).With("playbooks/p.yaml", $"description: a test\nroles: [r]\n{playbook}");

    public static ConfigurationRequest Request(params (string Name, object? Value)[] variables) => new(
        ["p"], variables.ToDictionary(v => v.Name, v => v.Value), new Dictionary<string, object?>(), "10.1.2.3", new PeerSet(["10.1.2.3", "10.1.2.4"]));

    public HostProgram Compile(ConfigurationRequest request, bool checkOnly = false) => Library.Compile(request, Debian, false, checkOnly);

    public EdgeException Error(params (string Name, object? Value)[] variables) => Assert.Throws<EdgeException>(() => Compile(Request(variables)));

    /// <summary>Runs a program as the real channel would: its text by <c>sh</c>.</summary>
    public (int Status, IReadOnlyList<HostStepReport> Steps, string Output) Run(HostProgram program, params string[] wrapper)
    {
        var file = Path.Combine(Folder, "program.sh");
        File.WriteAllText(file, program.ShellText);
        string[] command = [.. wrapper, "dash", file];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["EP_STATE"] = Path.Combine(Folder, "state");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, Reports(output, program), output + error.GetAwaiter().GetResult());
    }

    /// <summary>Puts a script in the place of one of the machine's programs, for <see cref="RunWithTools"/>; the real one is beside it as <c>real-NAME</c>.</summary>
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public Workshop WithTool(string name, string script)
    {
        With($"tools/{name}", "#!/bin/sh\n" + script);
        File.SetUnixFileMode(Path.Combine(Folder, "tools", name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var real = Path.Combine("/usr/bin", name);
        if (File.Exists(real))
            File.Copy(real, Path.Combine(Folder, "tools", "real-" + name), overwrite: true);
        return this;
    }

    /// <summary>Runs a program that finds the scripts instead of the machine's programs. The program sets its own path, so they are mounted over them; needs root.</summary>
    public (int Status, IReadOnlyList<HostStepReport> Steps, string Output) RunWithTools(HostProgram program)
    {
        Assert.True(System.OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "needs root on Linux");
        var tools = Path.Combine(Folder, "tools");
        // /usr/local/bin comes first on the path.
        return Run(program, "unshare", "-m", "sh", "-c", $"mount --bind {tools} /usr/local/bin && exec \"$@\"", "sh");
    }

    private static List<HostStepReport> Reports(string output, HostProgram program)
    {
        var reports = new List<HostStepReport>();
        foreach (var fields in output.Split('\n').Where(l => l.StartsWith("@step\t", StringComparison.Ordinal)).Select(l => l.Split('\t')).Where(f => f[2] != "start"))
        {
            var index = int.Parse(fields[1]);
            reports.Add(new HostStepReport(
                index, program.Steps[index].Role, program.Steps[index].Title, Enum.Parse<HostStepOutcome>(fields[2], true),
                TimeSpan.FromMilliseconds(int.Parse(fields[3])), fields[4] == "-" ? "" : Encoding.UTF8.GetString(Convert.FromBase64String(fields[4]))));
        }

        return reports;
    }
}
