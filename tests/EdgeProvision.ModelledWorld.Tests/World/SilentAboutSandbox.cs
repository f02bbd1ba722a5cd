using System.Text;
using System.Text.RegularExpressions;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>A front-end that does not tell that it is a sandbox's: what a real one answers.</summary>
internal sealed partial class SilentAboutSandbox(IHttpApp app) : IHttpApp
{
    public async Task<HttpReply> AnswerAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var reply = await app.AnswerAsync(call, cancellationToken);
        var text = Encoding.UTF8.GetString(reply.Body);
        return text.Contains("EDGEPROVISION_SANDBOX", StringComparison.Ordinal) ? reply with { Body = Encoding.UTF8.GetBytes(Attribute().Replace(text, "")) } : reply;
    }

    // The answer is XML within XML.
    [GeneratedRegex("&lt;EDGEPROVISION_SANDBOX&gt;.*?&lt;/EDGEPROVISION_SANDBOX&gt;", RegexOptions.Singleline)]
    private static partial Regex Attribute();
}
