using System.Management.Automation;

namespace EdgeProvision.PowerShell.Tests.Surface;

/// <summary>The module's own types that cmdlets write or take, and those that are in them.</summary>
internal static class SurfaceTypes
{
    public static IEnumerable<Type> Of(IEnumerable<CmdletInfo> cmdlets)
    {
        HashSet<Type> seen = [];
        Queue<Type> open = new(cmdlets.SelectMany(c => c.OutputType.Select(t => t.Type).OfType<Type>().Concat(c.Parameters.Values.Select(p => p.ParameterType))).SelectMany(Parts));
        while (open.TryDequeue(out var type))
        {
            if (type.Namespace?.StartsWith("EdgeProvision", StringComparison.Ordinal) != true || !seen.Add(type) || type.IsEnum)
                continue;
            foreach (var part in type.GetProperties().SelectMany(p => Parts(p.PropertyType)))
                open.Enqueue(part);
        }

        return seen.OrderBy(t => t.FullName, StringComparer.Ordinal);
    }

    /// <summary>A type as C# writes it, without namespaces.</summary>
    public static string NameOf(Type type)
    {
        if (type.IsArray)
            return NameOf(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return NameOf(value) + "?";
        return type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
            : type.Name;
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.IsArray ? Parts(type.GetElementType()!) : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts) : [type];
}
