namespace EdgeProvision.Model;

/// <summary>What sort of failure an <see cref="EdgeException"/> is; the doors map it to an error category or an exit code.</summary>
public enum ErrorKind
{
    /// <summary>The descriptor or an argument is wrong. Nothing has been changed.</summary>
    InvalidInput,

    /// <summary>Something that was named does not exist.</summary>
    NotFound,

    /// <summary>Something of that name or key exists already and is not ours.</summary>
    AlreadyExists,

    /// <summary>Credentials were refused or the right is missing.</summary>
    AccessDenied,

    /// <summary>Nothing answers at the address, or the connection broke.</summary>
    Unreachable,

    /// <summary>An answer did not come in time.</summary>
    Timeout,

    /// <summary>Somebody else works on it, or it is in use.</summary>
    ResourceBusy,

    /// <summary>The other side refused what was asked, and asking again as it stands will not help.</summary>
    Refused,

    /// <summary>A quota, a stock or a rate limit is exhausted.</summary>
    LimitReached,

    /// <summary>The other side answered something that its protocol does not allow.</summary>
    InvalidAnswer,

    /// <summary>The world has changed since it was looked at; look again.</summary>
    Changed,

    /// <summary>A security check failed: a changed host key, a secret that cannot be stored encrypted.</summary>
    Security,

    /// <summary>Known to exist, not supported here.</summary>
    NotSupported,

    /// <summary>The operation was stopped on request.</summary>
    Stopped,
}
