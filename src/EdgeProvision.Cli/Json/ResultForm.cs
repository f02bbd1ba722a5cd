namespace EdgeProvision.Cli.Json;

/// <summary>What a command prints of its results with <c>-j</c>.</summary>
internal enum ResultForm
{
    /// <summary>Nothing: <c>-j</c> was not given, or there is no such option.</summary>
    None,

    /// <summary>The one result that there is.</summary>
    One,

    /// <summary>A list: hosts of several provisions are several operations.</summary>
    List,
}
