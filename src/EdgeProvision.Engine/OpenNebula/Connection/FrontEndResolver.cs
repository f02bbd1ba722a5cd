using System.Globalization;
using EdgeProvision.Engine.Settings;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>
/// Finds endpoint and credentials, the first of: what the caller says, the environment, the user's files, oneadmin's files; for the endpoint
/// at last the daemon on this machine. The places are OpenNebula's own.
/// </summary>
public sealed class FrontEndResolver(IHostEnvironment environment)
{
    private const string DefaultEndpoint = "http://localhost:2633/RPC2";
    private const string SystemDirectory = "/var/lib/one/.one";

    /// <summary>Looks for what the choice leaves open. Nothing is sent.</summary>
    /// <exception cref="EdgeException"><c>FrontEndCredentialsMissing</c>, <c>FrontEndCredentialsMalformed</c>, <c>FrontEndEndpointInvalid</c>.</exception>
    public FrontEndConnection Resolve(FrontEndChoice choice)
    {
        var (endpoint, endpointSource) = FindEndpoint(choice.Endpoint);
        var (session, credentialsSource) = FindSession(choice.Session);
        return new FrontEndConnection
        {
            Endpoint = endpoint,
            EndpointSource = endpointSource,
            Session = session,
            CredentialsSource = credentialsSource,
            Timeout = FindTimeout(),
            Warning = endpoint.Scheme == Uri.UriSchemeHttp && !endpoint.IsLoopback
                ? $"The front-end {endpoint} is spoken to without encryption: the password of the OpenNebula user travels in clear. Use an https endpoint or an SSH tunnel."
                : null,
        };
    }

    /// <summary>Whether the environment or a file says who logs in to a front-end: without, there is none to speak of.</summary>
    public bool HasCredentials =>
        environment.Variable("ONE_AUTH") is not null || Files("one_auth").Any(path => environment.ReadFile(path)?.Trim() is { Length: > 0 });

    private (Uri Endpoint, string Source) FindEndpoint(string? chosen)
    {
        if (!string.IsNullOrWhiteSpace(chosen))
            return (ParseEndpoint(chosen, "the parameter"), "parameter");
        if (environment.Variable("ONE_XMLRPC") is { } variable)
            return (ParseEndpoint(variable, "the environment variable ONE_XMLRPC"), "ONE_XMLRPC");

        foreach (var path in Files("one_endpoint"))
            if (environment.ReadFile(path)?.Trim() is { Length: > 0 } text)
                return (ParseEndpoint(text, path), path);

        return (new Uri(DefaultEndpoint), "default");
    }

    private static Uri ParseEndpoint(string text, string source)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var endpoint)
            || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
            throw InvalidEndpoint($"The front-end endpoint from {source} is not an http or https address.");

        // It would be shown with every message about the endpoint.
        return endpoint.UserInfo.Length == 0
            ? endpoint
            : throw InvalidEndpoint($"The front-end endpoint from {source} contains a user or password, which do not belong there.");
    }

    private (string Session, string Source) FindSession(string? chosen)
    {
        if (!string.IsNullOrWhiteSpace(chosen))
            return (ParseSession(chosen, "the parameter"), "parameter");

        if (environment.Variable("ONE_AUTH") is { } named)
        {
            // Named, so it must be there: going on to another file would act as another user.
            return environment.ReadFile(named)?.Trim() is { Length: > 0 } text
                ? (ParseSession(text, named), named)
                : throw MissingCredentials($"The file {named}, named by the environment variable ONE_AUTH, is empty or cannot be read.");
        }

        var files = Files("one_auth").ToList();
        foreach (var path in files)
            if (environment.ReadFile(path)?.Trim() is { Length: > 0 } text)
                return (ParseSession(text, path), path);

        throw MissingCredentials(
            $"No credentials for the OpenNebula front-end were found: no parameter, ONE_AUTH is not set, and there is no readable {string.Join(" or ", files)}.");
    }

    private static string ParseSession(string text, string source)
    {
        var session = text.Trim();
        var colon = session.IndexOf(':');
        return colon > 0 && colon < session.Length - 1 && !session.Any(char.IsControl)
            ? session
            : throw new EdgeException(
                "FrontEndCredentialsMalformed", ErrorKind.InvalidInput, $"The front-end credentials from {source} are not of the form user:password.")
            {
                Target = source,
                RecommendedAction = "Write user:password on a single line.",
            };
    }

    private TimeSpan? FindTimeout() =>
        double.TryParse(environment.Variable("ONE_XMLRPC_TIMEOUT"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private IEnumerable<string> Files(string name)
    {
        if (environment.Home.Length > 0)
            yield return $"{environment.Home.TrimEnd('/', '\\')}/.one/{name}";
        yield return $"{SystemDirectory}/{name}";
    }

    private static EdgeException InvalidEndpoint(string message) => new("FrontEndEndpointInvalid", ErrorKind.InvalidInput, message)
    {
        RecommendedAction = "Give an address such as http://localhost:2633/RPC2.",
    };

    private static EdgeException MissingCredentials(string message) => new("FrontEndCredentialsMissing", ErrorKind.AccessDenied, message)
    {
        RecommendedAction = "Connect first: Connect-EdgeCloud with -Credential, or user:password in the file ~/.one/one_auth; to try it without a front-end: Start-EdgeSandbox (oneprovision sandbox start).",
    };
}
