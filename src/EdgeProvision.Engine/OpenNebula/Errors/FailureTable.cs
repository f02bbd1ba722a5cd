using EdgeProvision.Model;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The one table from the daemon's error codes to ours.</summary>
internal static class FailureTable
{
    public const int NoSuchObject = 1024;

    public static (string Code, ErrorKind Kind, string? Action) Look(int code, string message) => code switch
    {
        256 => (FrontEndErrorCodes.CredentialsRefused, ErrorKind.AccessDenied,
            "Check the user and password that are used for this front-end (parameter, ONE_AUTH, ~/.one/one_auth)."),
        // The daemon has one code for "may not" and "is locked", even for an administrator.
        512 when message.Contains(" is locked.", StringComparison.Ordinal) => Locked,
        512 => (FrontEndErrorCodes.NotAuthorized, ErrorKind.AccessDenied,
            "Use a user of the group oneadmin, or let an administrator grant the right."),
        NoSuchObject => (FrontEndErrorCodes.ObjectNotFound, ErrorKind.NotFound, null),
        2048 => (FrontEndErrorCodes.ActionRefused, TakenOr(message, ErrorKind.Refused), null),
        32768 => Locked,
        _ => (FrontEndErrorCodes.Refused, TakenOr(message, ErrorKind.Refused), null),
    };

    private static (string Code, ErrorKind Kind, string? Action) Locked => (FrontEndErrorCodes.ObjectLocked, ErrorKind.ResourceBusy,
        "Wait until its owner unlocks it, or unlock it in OpenNebula.");

    private static ErrorKind TakenOr(string message, ErrorKind otherwise) =>
        NameHolder.Parse(message) is null ? otherwise : ErrorKind.AlreadyExists;
}
