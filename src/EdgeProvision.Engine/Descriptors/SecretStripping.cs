using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>Takes secrets, and what only stands for one, out of values, so that what is left can be stored and compared.</summary>
public static class SecretStripping
{
    /// <summary>The tree without secrets and without masked values. A map or a list that held nothing else stays, empty.</summary>
    public static AttributeMap Strip(AttributeMap map) =>
        new(map.Entries.Where(entry => Stays(entry.Value)).Select(entry => entry with { Value = Strip(entry.Value) }), map.Position);

    /// <summary>As <see cref="Strip(AttributeMap)"/>, for any value; a scalar comes back as it is.</summary>
    public static DescriptorValue Strip(DescriptorValue value) => value switch
    {
        AttributeMap map => Strip(map),
        DescriptorList list => new DescriptorList(list.Items.Where(Stays).Select(Strip).ToList(), list.Position),
        _ => value,
    };

    // Nothing (a null) is no secret, and may mean something to a role.
    private static bool Stays(DescriptorValue value) =>
        value is not DescriptorScalar scalar || (!scalar.IsSecret && (!scalar.IsMasked || scalar.Kind == ScalarKind.Null));
}
