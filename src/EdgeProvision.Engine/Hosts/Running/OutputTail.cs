namespace EdgeProvision.Engine.Hosts.Running;

/// <summary>The last lines of what a step prints, fit for a terminal.</summary>
internal sealed class OutputTail
{
    public const int Lines = 20;
    private const int LongestLine = 500;
    private readonly Queue<string> _lines = new();

    public void Clear() => _lines.Clear();

    public void Add(string line)
    {
        string clean = Clean(line);
        if (clean.Length == 0)
            return;
        if (_lines.Count == Lines)
            _lines.Dequeue();
        _lines.Enqueue(clean);
    }

    public override string ToString() => string.Join('\n', _lines);

    /// <summary>Colours and other control sequences are taken out; of a line that overwrites itself (progress bars) the last state stays.</summary>
    private static string Clean(string line)
    {
        line = line.TrimEnd();
        if (line.LastIndexOf('\r') is >= 0 and var overwritten)
            line = line[(overwritten + 1)..];
        char[] kept = new char[Math.Min(line.Length, LongestLine)];
        int count = 0;
        for (int i = 0; i < line.Length && count < kept.Length; i++)
        {
            if (line[i] == '\u001b' && i + 1 < line.Length && line[i + 1] == '[')
            {
                i += 2;
                while (i < line.Length && (line[i] < '@' || line[i] > '~'))
                    i++;
            }
            else if (line[i] == '\t' || !char.IsControl(line[i]))
            {
                kept[count++] = line[i];
            }
        }
        return new(kept, 0, count);
    }
}
