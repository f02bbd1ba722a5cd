using EdgeProvision.Engine.Hosts.Programs;

namespace EdgeProvision.Hosts.Tests.Running;

/// <summary>Programs written by hand that keep to the protocol; each run appends a line to /root/ran.</summary>
internal static class TestProgram
{
    public static HostProgram Of(string fingerprint, params string[] steps) =>
        new(HostProgramKind.Configuration, fingerprint, "", Reapply: false, CheckOnly: false, [.. steps.Select((_, i) => new Step("role", $"title {i}"))], Text(fingerprint, steps));

    /// <summary>A step is shell that ends with an exit status; it reports <c>changed</c> or <c>failed</c>.</summary>
    private static string Text(string fingerprint, string[] steps) =>
        $"echo {fingerprint} >> /root/ran\n" + string.Concat(steps.Select((step, i) =>
            $"printf '@step\\t{i}\\tstart\\n'\nif ( {step} ); then printf '@step\\t{i}\\tchanged\\t5\\t-\\n'; else printf '@step\\t{i}\\tfailed\\t6\\t-\\n'; exit 1; fi\n"));

    private sealed record Step(string Role, string Title) : HostStep(Role, Title);
}
