namespace EdgeProvision.PackageBuilder;

/// <summary>What is to be packed is not as it has to be.</summary>
internal sealed class PackageException(string message) : Exception(message);
