using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EdgeProvision.PowerShell.Sessions;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Ids of this user's sandboxes, from their directories: no process is started for it.</summary>
public sealed class SandboxIdCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        [.. SandboxFolder.Ids().Where(id => id.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase)).Select(id => new Offer(id, $"sandbox {id}").Result())];
}
