using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace EdgeProvision.PowerShell.Tests.Hosting;

/// <summary>The screen and keyboard of <see cref="TestHost"/>.</summary>
internal sealed class TestHostUI : PSHostUserInterface
{
    private readonly StringBuilder _shown = new();
    private readonly StringBuilder _decorated = new();

    /// <summary>Answers to questions, by the label without its hot key: Yes, No, "Yes to All". Without one, nobody is there.</summary>
    public ConcurrentQueue<string> Answers { get; } = new();

    /// <summary>Answers that are typed unseen. Without one, nobody is there.</summary>
    public ConcurrentQueue<string> Secrets { get; } = new();

    /// <summary>Every question that was asked.</summary>
    public ConcurrentQueue<string> Questions { get; } = new();

    /// <summary>Everything shown so far, without colours.</summary>
    public string Text
    {
        get
        {
            lock (_shown)
                return _shown.ToString();
        }
    }

    /// <summary>The same with its colours.</summary>
    public string Decorated
    {
        get
        {
            lock (_shown)
                return _decorated.ToString();
        }
    }

    public override PSHostRawUserInterface RawUI { get; } = new TestRawUI();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw NobodyThere();

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Questions.Enqueue($"{caption}|{message}");
        if (!Answers.TryDequeue(out var answer))
            throw NobodyThere();
        var index = choices.ToList().FindIndex(c => c.Label.Replace("&", "", StringComparison.Ordinal) == answer);
        return index >= 0 ? index : throw new InvalidOperationException($"'{answer}' is not offered.");
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => new(userName, ReadLineAsSecureString());

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    public override string ReadLine() => throw NobodyThere();

    public override SecureString ReadLineAsSecureString()
    {
        if (!Secrets.TryDequeue(out var typed))
            throw NobodyThere();
        var secret = new SecureString();
        foreach (var character in typed)
            secret.AppendChar(character);
        return secret;
    }

    public override void Write(string value)
    {
        lock (_shown)
        {
            _shown.Append(GetOutputString(value, false));
            _decorated.Append(value);
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + "\n");

    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    public override void WriteErrorLine(string value) => WriteLine("ERROR: " + value);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    // What pwsh -NonInteractive throws.
    private static PSInvalidOperationException NobodyThere() => new("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");
}
