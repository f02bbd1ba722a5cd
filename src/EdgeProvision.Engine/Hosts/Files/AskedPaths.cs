namespace EdgeProvision.Engine.Hosts.Files;

/// <summary>
/// What a host may answer when it is asked for a path: that path once or, where wildcards are expanded, what they stand for. The names of copies come from its
/// answer, so a host that answers with others could choose what is written here.
/// </summary>
internal sealed class AskedPaths(string path, bool expandsWildcards)
{
    private bool _taken;

    /// <summary>Whether what the host tells of was asked for, and was not told before.</summary>
    public bool Takes(string answer)
    {
        if (answer == path)
            return !_taken && (_taken = true);
        return expandsWildcards && Matches(answer);
    }

    /// <summary>Part by part: no wildcard stands for a slash, nor for the folder itself or the one above.</summary>
    private bool Matches(string answer)
    {
        var wanted = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var told = answer.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return told.Length > 0 && told.Length == wanted.Length && answer.StartsWith('/') == path.StartsWith('/') && wanted.Zip(told).All(pair => ShellPattern.Matches(pair.First, pair.Second));
    }
}
