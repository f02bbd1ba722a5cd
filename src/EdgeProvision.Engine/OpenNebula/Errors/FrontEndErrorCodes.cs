namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The codes of the errors that calls to the front-end end with.</summary>
public static class FrontEndErrorCodes
{
    /// <summary>The daemon does not know the user or the password (256).</summary>
    public const string CredentialsRefused = "FrontEndCredentialsRefused";

    /// <summary>The user may not do this (512).</summary>
    public const string NotAuthorized = "FrontEndNotAuthorized";

    /// <summary>Somebody locked the object (512 or 32768).</summary>
    public const string ObjectLocked = "FrontEndObjectLocked";

    /// <summary>The object, or one that the call refers to, does not exist (1024).</summary>
    public const string ObjectNotFound = "FrontEndObjectNotFound";

    /// <summary>The object's state or content does not allow it (2048).</summary>
    public const string ActionRefused = "FrontEndActionRefused";

    /// <summary>Any other refusal: a name that is taken, a bad template (4096, 8192, 16384, 65536, and faults).</summary>
    public const string Refused = "FrontEndRefused";

    /// <summary>The daemon has no such method: another release (fault -506).</summary>
    public const string MethodUnknown = "FrontEndMethodUnknown";

    /// <summary>No connection could be opened, or a read got no answer. Nothing has changed.</summary>
    public const string Unreachable = "FrontEndUnreachable";

    /// <summary>A read got no answer in time.</summary>
    public const string Timeout = "FrontEndTimeout";

    /// <summary>A write was sent and its answer did not arrive: it may have happened. Look before repeating it.</summary>
    public const string AnswerLost = "FrontEndAnswerLost";

    /// <summary>What answers is not an OpenNebula front-end.</summary>
    public const string InvalidAnswer = "FrontEndInvalidAnswer";

    /// <summary>A text has a character that XML cannot carry.</summary>
    public const string NotSendable = "FrontEndTextNotSendable";

    /// <summary>The network went to its error state.</summary>
    public const string NetworkFailed = "FrontEndNetworkFailed";

    /// <summary>The network did not get ready, or did not go, in time.</summary>
    public const string NetworkTimeout = "FrontEndNetworkTimeout";

    /// <summary>The user is no administrator.</summary>
    public const string AdministratorRequired = "AdministratorRequired";
}
