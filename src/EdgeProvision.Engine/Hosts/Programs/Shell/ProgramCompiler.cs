using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeProvision.Engine.Hosts.Programs.Shell;

/// <summary>
/// Makes one POSIX shell program of typed steps: the runtime (<c>runtime.sh</c>), a function per step, and a list of calls. Everything stands
/// inside one function that the last line calls, so that a program that arrived only in part does nothing.
/// </summary>
internal static class ProgramCompiler
{
    private static readonly string Runtime = ReadRuntime();

    /// <summary>Compiles the steps for a family of distributions (<c>debian</c>, <c>redhat</c>).</summary>
    public static string Compile(IReadOnlyList<HostStep> steps, string family, bool checkOnly)
    {
        var functions = new StringBuilder();
        var calls = new StringBuilder();
        for (var i = 0; i < steps.Count; i++)
        {
            functions.Append(CultureInfo.InvariantCulture, $"step_{i}() {{\n{StepText.Of(steps[i])}}}\n");
            calls.Append(CultureInfo.InvariantCulture, $"ep_run {i} {ShellWord.Quote(steps[i].Role)} '{Owes(steps, i)}' '{Due(steps[i])}'\n");
        }

        return $"#!/bin/sh\nedgeprovision_program() {{\nEP_CHECK={(checkOnly ? 1 : 0)}\nEP_FAMILY={ShellWord.Quote(family)}\n"
            + $"{Runtime}\n{functions}\nep_begin\n{calls}exit 0\n}}\nedgeprovision_program\n";
    }

    /// <summary>The marks of all later steps of the same role that wait for this one.</summary>
    private static string Owes(IReadOnlyList<HostStep> steps, int index)
    {
        var step = steps[index];
        if (step.Name is null)
            return string.Empty;
        return string.Join(' ', steps.Skip(index + 1).Where(s => s.Role == step.Role && s.IfChanged.Contains(step.Name)).Select(Due).Distinct());
    }

    /// <summary>The mark that makes a waiting step run: the same in every program of these roles, since it may be left over from one that was killed.</summary>
    private static string Due(HostStep step) => step.IfChanged.Count == 0
        ? string.Empty
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{step.Role}\n{step.Title}")))[..16];

    private static string ReadRuntime()
    {
        var name = $"{typeof(ProgramCompiler).Namespace}.runtime.sh";
        using var stream = typeof(ProgramCompiler).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
