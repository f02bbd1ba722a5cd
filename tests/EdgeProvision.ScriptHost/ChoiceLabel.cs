namespace EdgeProvision.ScriptHost;

/// <summary>A choice as it is offered: <c>&amp;Yes</c> is answered by <c>y</c> or <c>yes</c>.</summary>
internal sealed class ChoiceLabel
{
    public ChoiceLabel(string label)
    {
        var mark = label.IndexOf('&', StringComparison.Ordinal);
        Text = label.Replace("&", "", StringComparison.Ordinal);
        Key = mark >= 0 && mark + 1 < label.Length ? label[(mark + 1)..(mark + 2)].ToUpperInvariant() : Text;
    }

    public string Text { get; }

    public string Key { get; }

    public bool IsMeantBy(string answer) => answer.Equals(Key, StringComparison.OrdinalIgnoreCase) || answer.Equals(Text, StringComparison.OrdinalIgnoreCase);
}
