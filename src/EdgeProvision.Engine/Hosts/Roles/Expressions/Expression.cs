namespace EdgeProvision.Engine.Hosts.Roles.Expressions;

/// <summary>A condition or value of a role file, parsed.</summary>
internal abstract record Expression(SourcePosition Position)
{
    /// <summary>Its value.</summary>
    public abstract object? Evaluate(IScope scope);

    /// <summary>The names that it uses, each with its place.</summary>
    public abstract IEnumerable<(string Name, SourcePosition Position)> Names { get; }

    /// <summary>A value written as such.</summary>
    internal sealed record Constant(object? Value, SourcePosition Position) : Expression(Position)
    {
        public override IEnumerable<(string Name, SourcePosition Position)> Names => [];

        public override object? Evaluate(IScope scope) => Value;
    }

    /// <summary>A variable, a fact or the current item of a loop.</summary>
    internal sealed record Variable(string Name, SourcePosition Position) : Expression(Position)
    {
        public override IEnumerable<(string Name, SourcePosition Position)> Names => [(Name, Position)];

        public override object? Evaluate(IScope scope) => scope.Resolve(Name, Position);
    }

    /// <summary>A part of a map: <c>os.family</c>.</summary>
    internal sealed record Member(Expression Of, string Key, SourcePosition Position) : Expression(Position)
    {
        public override IEnumerable<(string Name, SourcePosition Position)> Names => Of.Names;

        public override object? Evaluate(IScope scope)
        {
            if (Of.Evaluate(scope) is not IReadOnlyDictionary<string, object?> map)
                throw Position.Error($"'{Key}' is asked of a value that has no parts.");
            return map.TryGetValue(Key, out var value)
                ? value
                : throw Position.Error($"There is no part '{Key}'; there are {string.Join(", ", map.Keys.Order(StringComparer.Ordinal))}.");
        }
    }

    /// <summary><c>[a, b]</c></summary>
    internal sealed record ListOf(IReadOnlyList<Expression> Items, SourcePosition Position) : Expression(Position)
    {
        public override IEnumerable<(string Name, SourcePosition Position)> Names => Items.SelectMany(i => i.Names);

        public override object? Evaluate(IScope scope) => Items.Select(i => i.Evaluate(scope)).ToList();
    }

    /// <summary><c>not a</c></summary>
    internal sealed record Not(Expression Of, SourcePosition Position) : Expression(Position)
    {
        public override IEnumerable<(string Name, SourcePosition Position)> Names => Of.Names;

        public override object? Evaluate(IScope scope) => !ValueRules.IsTrue(Of.Evaluate(scope));
    }

    /// <summary><c>a and b</c>, <c>a or b</c>: the value is that of the side which decides, so that <c>a or b</c> is also a fallback.</summary>
    internal sealed record Logic(bool IsAnd, Expression Left, Expression Right, SourcePosition Position) : Expression(Position)
    {
        public override IEnumerable<(string Name, SourcePosition Position)> Names => Left.Names.Concat(Right.Names);

        public override object? Evaluate(IScope scope)
        {
            var left = Left.Evaluate(scope);
            return ValueRules.IsTrue(left) == IsAnd ? Right.Evaluate(scope) : left;
        }
    }

    /// <summary>A comparison by one of <c>== != &lt; &lt;= &gt; &gt;= in</c>.</summary>
    internal sealed record Comparison(string Operator, Expression Left, Expression Right, SourcePosition Position) : Expression(Position)
    {
        public override IEnumerable<(string Name, SourcePosition Position)> Names => Left.Names.Concat(Right.Names);

        public override object? Evaluate(IScope scope)
        {
            object? left = Left.Evaluate(scope), right = Right.Evaluate(scope);
            return Operator switch
            {
                "==" => ValueRules.AreEqual(left, right),
                "!=" => !ValueRules.AreEqual(left, right),
                "<" => ValueRules.Compare(left, right) < 0,
                "<=" => ValueRules.Compare(left, right) <= 0,
                ">" => ValueRules.Compare(left, right) > 0,
                ">=" => ValueRules.Compare(left, right) >= 0,
                _ => right is IReadOnlyList<object?> list
                    ? list.Any(item => ValueRules.AreEqual(left, item))
                    : throw Position.Error("What stands after 'in' is no list."),
            };
        }
    }

    /// <summary><c>a | filter</c></summary>
    internal sealed record Filtered(Expression Of, string Filter, SourcePosition Position) : Expression(Position)
    {
        public override IEnumerable<(string Name, SourcePosition Position)> Names => Of.Names;

        public override object? Evaluate(IScope scope) => Filters.Apply(Filter, Of.Evaluate(scope), Position);
    }
}
