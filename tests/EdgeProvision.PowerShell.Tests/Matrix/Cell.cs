namespace EdgeProvision.PowerShell.Tests.Matrix;

/// <summary>One thing that a cmdlet is seen to do, or the reason why it makes no sense for it.</summary>
/// <remarks>
/// Scripts find three working hosts in <c>$a</c>, <c>$b</c> and <c>$c</c> (fosdem-a, -b, -c), their provision in <c>$p</c>, an empty folder in <c>$folder</c>, and two functions:
/// <c>Again</c> gives an object as it comes back from a job, <c>Plain</c> makes a descriptor file of a provision without hosts.
/// </remarks>
internal sealed record Cell
{
    /// <summary>Why there is nothing to see.</summary>
    public string? Reason { get; private init; }

    public string Script { get; private init; } = "";

    /// <summary>What it writes, as texts, in any order.</summary>
    public IReadOnlyList<string> Writes { get; private init; } = [];

    /// <summary>The ids of the errors beside it.</summary>
    public IReadOnlyList<string> ErrorIds { get; private init; } = [];

    /// <summary>What the user is shown.</summary>
    public string Shows { get; private init; } = "";

    /// <summary>With -PassThru, what would be done is written as a plan.</summary>
    public bool GivesPlan { get; private init; }

    /// <summary>The call in which the stop comes: an XML-RPC method, or a method and a path at the provider.</summary>
    public string Held { get; private init; } = "";

    /// <summary>Run before, to have something to work on.</summary>
    public string Before { get; init; } = "";

    /// <summary>Run afterwards, so that the world is as it was.</summary>
    public string After { get; init; } = "";

    /// <summary>For what cannot be, or is seen elsewhere.</summary>
    public static Cell None(string reason) => new() { Reason = reason };

    public static Cell Gives(string script, params string[] writes) => new() { Script = script, Writes = writes };

    /// <summary>Writes an error and goes on: what else it was asked for comes.</summary>
    public static Cell Fails(string script, string errorId, params string[] writes) => new() { Script = script, ErrorIds = [errorId], Writes = writes };

    /// <summary>Changes nothing at front-end, provider, hosts and in files, and shows what it would do.</summary>
    public static Cell WhatIf(string script, string shows, bool givesPlan) => new() { Script = script, Shows = shows, GivesPlan = givesPlan };

    /// <summary>Is stopped in the middle and ends soon.</summary>
    public static Cell Stops(string script, string held, string shows = "") => new() { Script = script, Held = held, Shows = shows };
}
