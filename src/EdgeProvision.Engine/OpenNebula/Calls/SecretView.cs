namespace EdgeProvision.Engine.OpenNebula;

/// <summary>How encrypted attributes are shown.</summary>
public enum SecretView
{
    /// <summary>As cipher text. It may be written back: the secret stays the same.</summary>
    Cipher,

    /// <summary>
    /// In clear. With a lost or changed key the daemon gives the cipher text without an error: an answer equal to the other view is no secret.
    /// </summary>
    Clear,
}
