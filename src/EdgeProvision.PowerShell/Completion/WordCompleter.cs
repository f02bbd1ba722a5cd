using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Completes from words that are known without asking anybody.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var prefix = wordToComplete.Trim('\'', '"');
        return [.. Offers().Where(o => o.Text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Select(o => o.Result())];
    }

    /// <summary>What there is.</summary>
    private protected abstract IEnumerable<Offer> Offers();
}
