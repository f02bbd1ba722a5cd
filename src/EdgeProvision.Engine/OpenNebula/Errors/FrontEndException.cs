using EdgeProvision.Model;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The front-end understood a call and refused it.</summary>
public sealed class FrontEndException : EdgeException
{
    internal FrontEndException(string code, ErrorKind kind, string message, int errorCode, string method, string serverMessage, int? objectId)
        : base(code, kind, message)
    {
        ErrorCode = errorCode;
        Method = method;
        ServerMessage = serverMessage;
        ObjectId = objectId;
        NameTakenBy = NameHolder.Parse(serverMessage);
    }

    /// <summary>The daemon's error code (256, 512, …), or a fault code (-501, -503, -506).</summary>
    public int ErrorCode { get; }

    /// <summary>The method that was called.</summary>
    public string Method { get; }

    /// <summary>The daemon's words without the method's name in front, and without secrets.</summary>
    public string ServerMessage { get; }

    /// <summary>The id that does not exist (code 1024), else null.</summary>
    public int? ObjectId { get; }

    /// <summary>The object that has the name that was asked for, if that is the reason; else null.</summary>
    public NameHolder? NameTakenBy { get; }
}
