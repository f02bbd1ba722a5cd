namespace EdgeProvision.Model;

/// <summary>A variable of a playbook's roles.</summary>
public sealed record EdgePlaybookVariable
{
    /// <summary>Its key in a descriptor's <c>configuration</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The role that it belongs to.</summary>
    public required string Role { get; init; }

    /// <summary>What it may hold: text, lines, boolean, number, list, address, interface.</summary>
    public required string Type { get; init; }

    /// <summary>Its value when nobody says, as the playbook or the role writes it; null for none. Words between braces are filled in on the host.</summary>
    public string? Default { get; init; }

    /// <summary>The only values, or empty.</summary>
    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    /// <summary>True when its value is kept secret.</summary>
    public bool IsSecret { get; init; }

    /// <summary>What it means.</summary>
    public required string Description { get; init; }

    /// <summary>For example <c>ip_forward = true</c>.</summary>
    public override string ToString() => Default is null ? Name : $"{Name} = {Default}";
}
