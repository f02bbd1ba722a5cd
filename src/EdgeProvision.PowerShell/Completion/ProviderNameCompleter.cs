using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Names of the providers that there are in this session.</summary>
public sealed class ProviderNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var prefix = wordToComplete.Trim('\'', '"');
            return [.. (OfferSource.Find(fakeBoundParameters, toAsk: false)?.Providers() ?? [])
                .Where(p => p.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                .Select(p => new Offer(p.Name, $"{p.Driver} at {p.Endpoint}").Result())];
        }
        catch (EdgeException)
        {
            return [];
        }
    }
}
