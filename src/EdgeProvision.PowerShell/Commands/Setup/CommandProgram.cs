using EdgeProvision.Model;
using EdgeProvision.PowerShell.Loading;

namespace EdgeProvision.PowerShell.Commands.Setup;

/// <summary>The command that goes with the module. The original tool, which front-ends have, is called the same.</summary>
internal static class CommandProgram
{
    public const string Name = "oneprovision";

    /// <summary>A program that the user names.</summary>
    /// <exception cref="EdgeException"><c>ProgramNotFound</c>.</exception>
    public static string Given(string path) => IsOurs(path) ? path : throw new EdgeException("ProgramNotFound", ErrorKind.NotFound, File.Exists(path)
        ? $"{path} is not this project's command {Name}."
        : $"There is no file {path}.")
    {
        Target = path,
        RecommendedAction = "Give the path of the command oneprovision as it was unpacked or built, with the files beside it.",
    };

    /// <summary>The one beside the module, where both were built, else the first on the PATH that is ours.</summary>
    /// <exception cref="EdgeException"><c>ProgramNotFound</c>.</exception>
    public static string Find()
    {
        var beside = Path.Combine(Path.GetDirectoryName(ModuleLocation.Directory) ?? "/", Name, Name);
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(f => Path.Combine(f, Name));
        return new[] { beside }.Concat(onPath).FirstOrDefault(IsOurs) ?? throw new EdgeException("ProgramNotFound", ErrorKind.NotFound,
            $"The command {Name}, which oned is to run, is neither beside the module nor on the PATH.")
        {
            RecommendedAction = "Unpack the command where every user of the front-end may run it, and give its path: Install-EdgeDriver /opt/edgeprovision/oneprovision.",
        };
    }

    private static bool IsOurs(string path)
    {
        if (!File.Exists(path))
            return false;
        var real = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        return File.Exists(Path.Combine(Path.GetDirectoryName(real)!, "EdgeProvision.Engine.dll"));
    }
}
