using System.Text;
using EdgeProvision.Engine.Hosts.Roles.Expressions;

namespace EdgeProvision.Engine.Hosts.Roles.Templates;

/// <summary>A piece of a template.</summary>
internal abstract record TemplatePart
{
    /// <summary>The names that it uses, but for the items of its own loops.</summary>
    public abstract IEnumerable<(string Name, SourcePosition Position)> Names { get; }

    /// <summary>Writes its text.</summary>
    public abstract void Write(StringBuilder text, IScope scope);

    /// <summary>Text that stands for itself.</summary>
    internal sealed record Plain(string Text) : TemplatePart
    {
        public override IEnumerable<(string Name, SourcePosition Position)> Names => [];

        public override void Write(StringBuilder text, IScope scope) => text.Append(Text);
    }

    /// <summary><c>{{ value }}</c></summary>
    internal sealed record Value(Expression Of) : TemplatePart
    {
        public override IEnumerable<(string Name, SourcePosition Position)> Names => Of.Names;

        public override void Write(StringBuilder text, IScope scope) => text.Append(ValueRules.Text(Of.Evaluate(scope)));
    }

    /// <summary><c>{{ if condition }}</c></summary>
    internal sealed record If(Expression Condition, IReadOnlyList<TemplatePart> Then, IReadOnlyList<TemplatePart> Else) : TemplatePart
    {
        public override IEnumerable<(string Name, SourcePosition Position)> Names =>
            Condition.Names.Concat(Then.SelectMany(p => p.Names)).Concat(Else.SelectMany(p => p.Names));

        public override void Write(StringBuilder text, IScope scope)
        {
            foreach (var part in ValueRules.IsTrue(Condition.Evaluate(scope)) ? Then : Else)
                part.Write(text, scope);
        }
    }

    /// <summary><c>{{ for item in list }}</c></summary>
    internal sealed record For(string Item, Expression List, IReadOnlyList<TemplatePart> Body) : TemplatePart
    {
        public override IEnumerable<(string Name, SourcePosition Position)> Names =>
            List.Names.Concat(Body.SelectMany(p => p.Names).Where(n => n.Name != Item));

        public override void Write(StringBuilder text, IScope scope)
        {
            var value = List.Evaluate(scope);
            var items = value as IReadOnlyList<object?> ?? (value is null or "" ? [] : [value]);
            foreach (var item in items)
            {
                var inner = new ItemScope(scope, Item, item);
                foreach (var part in Body)
                    part.Write(text, inner);
            }
        }
    }

    private sealed record ItemScope(IScope Outer, string Name, object? Item) : IScope
    {
        public object? Resolve(string name, SourcePosition position) => name == Name ? Item : Outer.Resolve(name, position);
    }
}
