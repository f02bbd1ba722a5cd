using System.Net;
using System.Text.Json;

namespace EdgeProvision.Engine.Providers.Http;

/// <summary>A successful answer.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Json">Its body, or null when it was empty.</param>
internal sealed record RestAnswer(HttpStatusCode Status, JsonElement? Json);
