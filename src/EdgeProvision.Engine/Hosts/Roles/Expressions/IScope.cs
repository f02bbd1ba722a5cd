namespace EdgeProvision.Engine.Hosts.Roles.Expressions;

/// <summary>What the names in an expression stand for.</summary>
internal interface IScope
{
    /// <summary>The value of a name, or an error that names the position.</summary>
    object? Resolve(string name, SourcePosition position);
}
