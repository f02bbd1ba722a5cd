using System.Text;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.OpenNebula.Wire;

/// <summary>The pages of the daemon's web server for requests that never reach XML-RPC.</summary>
internal static class AbyssPage
{
    private const string Server = "<p><HR><b><i><a href=\"http://xmlrpc-c.sourceforge.net\">ABYSS Web Server for XML-RPC For C/C++</a></i></b> version 1.33.14<br></p>";

    internal static HttpReply EmptyBody() =>
        Page(400, "According to your content-length HTTP header, your request is empty (zero length)");

    internal static HttpReply OtherPath(string path) => Page(404,
        "This XML-RPC For C/C++ Abyss XML-RPC server responds to only one URI path.  I don't know what URI path that is, but it's not "
        + $"the one you requested: '{System.Net.WebUtility.HtmlEncode(path)}'.  (Typically, it's '/RPC2')");

    internal static HttpReply NotPost() => Page(405, "POST is the only HTTP method this server understands");

    internal static HttpReply LengthRequired() => Page(411, "You must send a content-length HTTP header in a POST request");

    private static HttpReply Page(int status, string text)
    {
        var html = $"<HTML><HEAD><TITLE>Error {status}</TITLE></HEAD><BODY><H1>Error {status}</H1><P>{text}</P>{Server}</BODY></HTML>";
        return new HttpReply(status, "text/html", Encoding.UTF8.GetBytes(html));
    }
}
