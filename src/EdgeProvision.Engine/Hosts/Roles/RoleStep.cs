using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Hosts.Roles.Binding;
using EdgeProvision.Engine.Hosts.Roles.Expressions;
using EdgeProvision.Engine.Hosts.Roles.Loading;
using EdgeProvision.Engine.Hosts.Roles.Templates;

namespace EdgeProvision.Engine.Hosts.Roles;

/// <summary>A step of a role as its file has it, not yet for any host.</summary>
/// <param name="Role">The role's name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="WrittenTitle">Its title as the file has it; no two steps of a role have the same.</param>
/// <param name="Title">Its title, in which names may be used.</param>
/// <param name="Name">The name by which later steps refer to it, or null.</param>
/// <param name="IfChanged">The steps on whose change it waits.</param>
/// <param name="When">The condition for a host to have this step at all, or null.</param>
/// <param name="Values">What the kind is given.</param>
/// <param name="Position">Where it stands.</param>
internal sealed record RoleStep(
    string Role, StepKind Kind, string WrittenTitle, Template Title, string? Name, IReadOnlyList<string> IfChanged, Expression? When,
    IReadOnlyDictionary<string, RoleValue> Values, SourcePosition Position)
{
    /// <summary>All names that it uses.</summary>
    public IEnumerable<(string Name, SourcePosition Position)> Names =>
        [.. Title.Names, .. When?.Names ?? [], .. Values.Values.SelectMany(v => v.Names)];

    /// <summary>The step for one host, or null when its condition says no.</summary>
    public HostStep? Bind(HostScope scope)
    {
        if (When is not null && !ValueRules.IsTrue(When.Evaluate(scope)))
            return null;
        return Kind.Bind(new StepArguments(this, scope)) with { Name = Name, IfChanged = IfChanged };
    }
}
