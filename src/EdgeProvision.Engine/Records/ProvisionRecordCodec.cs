using System.Text;
using System.Text.Json;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Records;

/// <summary>Between a <see cref="ProvisionRecord"/> and the attributes of its document.</summary>
public static class ProvisionRecordCodec
{
    /// <summary>The value that stands for secrets until it is known whether this front-end encrypts them.</summary>
    public const string Canary = "canary";

    /// <summary>The attribute that the front-end encrypts.</summary>
    public const string BodyAttribute = "PROVISION_BODY";

    /// <summary>Everything but the secrets: what an update that leaves them alone sends (merge keeps attributes that are not named).</summary>
    public static AttributeTree Write(ProvisionRecord record)
    {
        var tree = new AttributeTree(
            ("EDGE_FORMAT", ProvisionRecord.Format),
            ("PROVISION_ID", record.ProvisionId),
            ("PROVISION_NAME", record.ProvisionName),
            ("CLUSTER_NAME", record.ClusterName),
            ("DELETING", record.IsDeleting ? "yes" : "no"),
            ("DESCRIPTOR_BASE64", Base64(record.DescriptorText)),
            ("REQUESTS", string.Join(' ', record.Requests.Select(Uri.EscapeDataString))),
            ("PEERS", record.PeersHash),
            ("OPERATIONS_BASE64", Base64(OperationLogCodec.Write(record.Operations))));
        foreach (var driver in record.Drivers)
            tree = tree.Add("DRIVER", DriverSection(driver));
        return tree;
    }

    /// <summary>The text that stands in <see cref="BodyAttribute"/>.</summary>
    public static string WriteSecrets(IReadOnlyDictionary<string, string> secrets) =>
        Base64(JsonSerializer.Serialize(secrets.OrderBy(s => s.Key, StringComparer.Ordinal).ToDictionary()));

    /// <summary>Reads a document.</summary>
    /// <param name="documentId">Its id.</param>
    /// <param name="template">Its template, read with decryption when secrets are wanted.</param>
    /// <exception cref="EdgeException"><c>RecordUnreadable</c>.</exception>
    public static ProvisionRecord Read(int documentId, AttributeTree template)
    {
        var format = template.Text("EDGE_FORMAT");
        if (format != ProvisionRecord.Format)
        {
            throw new EdgeException("RecordUnreadable", ErrorKind.NotSupported, $"The provision record in OpenNebula document {documentId} has format '{format}', and this version of EdgeProvision reads format {ProvisionRecord.Format}.")
            {
                Target = $"document {documentId}",
                RecommendedAction = "Use the version of EdgeProvision that wrote it, or a newer one.",
            };
        }

        return new ProvisionRecord
        {
            DocumentId = documentId,
            ProvisionId = Required(template, "PROVISION_ID", documentId),
            ProvisionName = Required(template, "PROVISION_NAME", documentId),
            ClusterName = template.Text("CLUSTER_NAME") ?? "",
            IsDeleting = template.Text("DELETING") == "yes",
            DescriptorText = Text(template.Text("DESCRIPTOR_BASE64"), documentId),
            Requests = [.. (template.Text("REQUESTS") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)],
            PeersHash = template.Text("PEERS") ?? "",
            Operations = ReadLog(template.Text("OPERATIONS_BASE64")),
            Drivers = [.. template.Sections("DRIVER").Select(d => new RecordedDriver(d.Text("NAME") ?? "", d.Text("ENDPOINT"), d.Text("PROJECT"), d.Text("REGION")) { RegisteredName = d.Text("PROVIDER") })],
            Secrets = ReadSecrets(template.Text(BodyAttribute)),
        };
    }

    /// <summary>Null when the text is no set of secrets of ours: the canary, or cipher text of a lost key.</summary>
    private static Dictionary<string, string>? ReadSecrets(string? body)
    {
        if (string.IsNullOrEmpty(body) || body == Canary)
            return null;
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(Encoding.UTF8.GetString(Convert.FromBase64String(body)));
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Nothing rests on the log: a damaged one is empty.</summary>
    private static IReadOnlyList<Operation> ReadLog(string? base64)
    {
        try
        {
            return OperationLogCodec.Read(Encoding.UTF8.GetString(Convert.FromBase64String(base64 ?? "")));
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private static AttributeTree DriverSection(RecordedDriver driver)
    {
        var section = new AttributeTree(("NAME", driver.Name), ("ENDPOINT", driver.Endpoint ?? ""));
        if (driver.Project is not null)
            section = section.Add("PROJECT", driver.Project);
        if (driver.Region is not null)
            section = section.Add("REGION", driver.Region);
        return driver.RegisteredName is null ? section : section.Add("PROVIDER", driver.RegisteredName);
    }

    private static string Required(AttributeTree template, string name, int documentId) =>
        template.Text(name) is { Length: > 0 } text ? text : throw Unreadable(documentId, $"it has no {name}");

    private static string Text(string? base64, int documentId)
    {
        try
        {
            return base64 is null ? "" : Encoding.UTF8.GetString(Convert.FromBase64String(base64));
        }
        catch (FormatException)
        {
            throw Unreadable(documentId, "a part of it is not valid base64");
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static EdgeException Unreadable(int documentId, string why) =>
        new("RecordUnreadable", ErrorKind.InvalidAnswer, $"The provision record in OpenNebula document {documentId} cannot be read: {why}.")
        {
            Target = $"document {documentId}",
            RecommendedAction = "Restore the document from a backup of OpenNebula's database, or remove the provision's objects by hand and delete the document.",
        };
}
