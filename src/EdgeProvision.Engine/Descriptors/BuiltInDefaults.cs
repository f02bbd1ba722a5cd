using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>What holds when neither host nor <c>defaults</c> say otherwise. Each value's position says that nobody wrote it.</summary>
public static class BuiltInDefaults
{
    /// <summary>The original's defaults of <c>connection</c>.</summary>
    public static AttributeMap Connection { get; } = new(
        [
            Entry("remote_user", "root", ScalarKind.String),
            Entry("remote_port", "22", ScalarKind.Integer),
            Entry("public_key", "/var/lib/one/.ssh/ddc/id_rsa.pub", ScalarKind.String),
            Entry("private_key", "/var/lib/one/.ssh/ddc/id_rsa", ScalarKind.String),
        ],
        DescriptorPosition.BuiltIn);

    private static AttributeEntry Entry(string key, string text, ScalarKind kind) =>
        new(key, new DescriptorScalar(text, kind, DescriptorPosition.BuiltIn), DescriptorPosition.BuiltIn);
}
