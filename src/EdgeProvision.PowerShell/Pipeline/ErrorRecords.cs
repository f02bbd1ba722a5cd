using System.Management.Automation;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Pipeline;

/// <summary>The one place where the engine's errors become PowerShell's.</summary>
internal static class ErrorRecords
{
    private static readonly Dictionary<ErrorKind, ErrorCategory> s_categories = new()
    {
        [ErrorKind.InvalidInput] = ErrorCategory.InvalidArgument,
        [ErrorKind.NotFound] = ErrorCategory.ObjectNotFound,
        [ErrorKind.AlreadyExists] = ErrorCategory.ResourceExists,
        [ErrorKind.AccessDenied] = ErrorCategory.PermissionDenied,
        [ErrorKind.Unreachable] = ErrorCategory.ConnectionError,
        [ErrorKind.Timeout] = ErrorCategory.OperationTimeout,
        [ErrorKind.ResourceBusy] = ErrorCategory.ResourceBusy,
        [ErrorKind.Refused] = ErrorCategory.InvalidOperation,
        [ErrorKind.LimitReached] = ErrorCategory.LimitsExceeded,
        [ErrorKind.InvalidAnswer] = ErrorCategory.ProtocolError,
        [ErrorKind.Changed] = ErrorCategory.ResourceUnavailable,
        [ErrorKind.Security] = ErrorCategory.SecurityError,
        [ErrorKind.NotSupported] = ErrorCategory.NotImplemented,
        [ErrorKind.Stopped] = ErrorCategory.OperationStopped,
    };

    /// <summary>The record of an error; its id is the error's code.</summary>
    /// <param name="error">The error.</param>
    /// <param name="target">The user's object, or null for the text that the error names.</param>
    public static ErrorRecord From(EdgeException error, object? target) =>
        new(error, error.Code, s_categories.GetValueOrDefault(error.Kind, ErrorCategory.NotSpecified), target ?? error.Target)
        {
            ErrorDetails = new ErrorDetails(error.Message) { RecommendedAction = error.RecommendedAction ?? "" },
        };

    /// <summary>The record of one thing that is wrong with a descriptor; its message begins with file, line and column.</summary>
    public static ErrorRecord From(Diagnostic diagnostic)
    {
        var error = new EdgeException(diagnostic.Code, ErrorKind.InvalidInput, diagnostic.ToString()) { Target = diagnostic.Path, RecommendedAction = diagnostic.Suggestion };
        return new ErrorRecord(error, error.Code, ErrorCategory.InvalidData, diagnostic);
    }
}
