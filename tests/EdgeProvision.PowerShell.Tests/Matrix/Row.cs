namespace EdgeProvision.PowerShell.Tests.Matrix;

/// <summary>What a cmdlet is seen to do. Every cell is filled in: with a script, or with the reason why there is none.</summary>
/// <param name="Cmdlet">Its name.</param>
internal sealed record Row(string Cmdlet)
{
    /// <summary>What it works on, by name.</summary>
    public required Cell ByName { get; init; }

    /// <summary>By id.</summary>
    public required Cell ById { get; init; }

    /// <summary>By object, as a parameter.</summary>
    public required Cell ByObject { get; init; }

    /// <summary>Objects of the pipeline.</summary>
    public required Cell Pipeline { get; init; }

    /// <summary>Objects that came from a job or a file: by their properties' names.</summary>
    public required Cell PropertyName { get; init; }

    public required Cell PassThru { get; init; }

    public required Cell WhatIf { get; init; }

    /// <summary>Something that is not there.</summary>
    public required Cell NotFound { get; init; }

    /// <summary>Three things, one of which is bad: the two others are done.</summary>
    public required Cell OneBadOfThree { get; init; }

    public required Cell Stop { get; init; }

    /// <summary>All cells with their names.</summary>
    public IReadOnlyList<(string Name, Cell Cell)> Cells =>
    [
        (nameof(ByName), ByName), (nameof(ById), ById), (nameof(ByObject), ByObject), (nameof(Pipeline), Pipeline), (nameof(PropertyName), PropertyName),
        (nameof(PassThru), PassThru), (nameof(WhatIf), WhatIf), (nameof(NotFound), NotFound), (nameof(OneBadOfThree), OneBadOfThree), (nameof(Stop), Stop),
    ];
}
