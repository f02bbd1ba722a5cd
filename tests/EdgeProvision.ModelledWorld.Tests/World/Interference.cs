namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>What goes wrong with one call to the outside.</summary>
internal enum Interference
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The connection is refused: nothing was sent.</summary>
    Refused,

    /// <summary>Status 500, and nothing was done.</summary>
    Failed,

    /// <summary>It is done, and the answer is lost.</summary>
    AnswerLost,

    /// <summary>The process is killed before the call leaves it.</summary>
    KilledBefore,

    /// <summary>The process is killed when the call has been done and before it hears of it.</summary>
    KilledAfter,
}
