using System.Net;
using System.Text;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Origins;

/// <summary>Asks a service under which address it sees this machine. What it says decides who may log in, so that nothing but one public address counts.</summary>
internal sealed class AddressService(RestOptions options)
{
    private const int LongestAnswer = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The address, or null and why there is none, as a clause.</summary>
    public async Task<(IPAddress? Address, string? Why)> AskAsync(Uri service, CancellationToken cancellationToken)
    {
        if (service.Scheme != Uri.UriSchemeHttps && !service.IsLoopback)
            return (null, $"{Shown(service)} is not asked, for anybody on the way could answer: it has to be https");
        using var handler = RestTransport.Create(service, options);

        // Logins go no way through a proxy, and a proxy's address would be let in for nothing.
        handler.UseProxy = false;
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        using var deadline = new CancellationTokenSource(Patience, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, service);
            using var response = await invoker.SendAsync(request, either.Token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
                return (null, FormattableString.Invariant($"{Shown(service)} answered {(int)response.StatusCode}"));
            var body = await AnswerBody.ReadAsync(response.Content, LongestAnswer, either.Token).ConfigureAwait(false);
            var text = body.IsOversized ? "" : Encoding.ASCII.GetString(body.Bytes.Span).Trim();
            return IPAddress.TryParse(text, out var address) && address.ToString() == text && AddressKinds.IsPublic(address)
                ? (address, null)
                : (null, $"{Shown(service)} answered with something else than a public IPv4 address");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, FormattableString.Invariant($"{Shown(service)} did not answer within {Patience.TotalSeconds:0} s"));
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return (null, $"{Shown(service)} could not be reached");
        }
    }

    private static string Shown(Uri service) => ErrorText.Clean(service.GetLeftPart(UriPartial.Path));
}
