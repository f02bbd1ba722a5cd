using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.OpenNebula;

public sealed class FailureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(256, "User couldn't be authenticated, aborting call.", "FrontEndCredentialsRefused", ErrorKind.AccessDenied)]
    [InlineData(512, "User [2] : Not authorized to perform CREATE CLUSTER.", "FrontEndNotAuthorized", ErrorKind.AccessDenied)]
    [InlineData(512, "User [0] : NET is locked. [1].", "FrontEndObjectLocked", ErrorKind.ResourceBusy)]
    [InlineData(1024, "Error getting host [999].", "FrontEndObjectNotFound", ErrorKind.NotFound)]
    [InlineData(2048, "Cannot delete host. Can not remove a host with running VMs", "FrontEndActionRefused", ErrorKind.Refused)]
    [InlineData(2048, "host cannot be renamed to host-b because it collides with host 1", "FrontEndActionRefused", ErrorKind.AlreadyExists)]
    [InlineData(4096, "Wrong update type", "FrontEndRefused", ErrorKind.Refused)]
    [InlineData(8192, "No TM_MAD in template.", "FrontEndRefused", ErrorKind.Refused)]
    [InlineData(8192, "NAME is already taken by HOST 1.", "FrontEndRefused", ErrorKind.AlreadyExists)]
    [InlineData(16384, "Error allocating a new host. NAME is already taken by HOST 1.", "FrontEndRefused", ErrorKind.AlreadyExists)]
    [InlineData(32768, "locked", "FrontEndObjectLocked", ErrorKind.ResourceBusy)]
    [InlineData(65536, "no leader", "FrontEndRefused", ErrorKind.Refused)]
    public async Task Failure_Code_BecomesItsKind(int code, string words, string expected, ErrorKind kind)
    {
        var failure = await FailAsync(FakeFrontEnd.Failure(code, $"[one.host.delete] {words}"));

        Assert.Equal((expected, kind, code), (failure.Code, failure.Kind, failure.ErrorCode));
        Assert.Equal(words, failure.ServerMessage);
        Assert.Equal("one.host.delete", failure.Method);
        Assert.Contains("host 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains("http://one.example.org:2633/RPC2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_EveryRecordedOne_IsReadWithItsCodeAndWords()
    {
        var rows = Recorded.Text("failures.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToList();
        Assert.True(rows.Count > 80);

        foreach (var row in rows)
        {
            var failure = await FailAsync(FakeFrontEnd.Failure(int.Parse(row[2]), row[4], int.Parse(row[3])));

            Assert.Equal(int.Parse(row[2]), failure.ErrorCode);
            Assert.Equal(row[3] == "-1" ? null : int.Parse(row[3]), failure.ObjectId);
            Assert.EndsWith(failure.ServerMessage, row[4], StringComparison.Ordinal);
            Assert.Equal(row[2] == "1024", failure.Code == FrontEndErrorCodes.ObjectNotFound);
            Assert.Equal(
                row[4].Contains("already taken", StringComparison.Ordinal) || row[4].Contains("collides", StringComparison.Ordinal),
                failure.NameTakenBy is not null);
        }
    }

    [Fact]
    public async Task Failure_EmptyReason_SaysSo()
    {
        var failure = await FailAsync(FakeFrontEnd.Failure(2048, "[one.host.delete] "));

        Assert.Equal("", failure.ServerMessage);
        Assert.Contains("gave no reason", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NAME is already taken by HOST 1.", FrontEndObjectKind.Host, 1)]
    [InlineData("[one.host.allocate] Error allocating a new host. NAME is already taken by HOST 12.", FrontEndObjectKind.Host, 12)]
    [InlineData("NAME is already taken by CLUSTER 100.", FrontEndObjectKind.Cluster, 100)]
    [InlineData("NAME is already taken by DATASTORE 101.", FrontEndObjectKind.Datastore, 101)]
    [InlineData("NAME is already taken by NET 0.", FrontEndObjectKind.Network, 0)]
    [InlineData("NAME is already taken by TEMPLATE 10.", FrontEndObjectKind.VmTemplate, 10)]
    [InlineData("Error allocating a new image. NAME is already taken by IMAGE 0.", FrontEndObjectKind.Image, 0)]
    [InlineData("cluster cannot be renamed to default because it collides with cluster 0", FrontEndObjectKind.Cluster, 0)]
    [InlineData("host cannot be renamed to 198.51.100.7 because it collides with host 4", FrontEndObjectKind.Host, 4)]
    public void NameHolder_AnyWording_GivesKindAndId(string message, FrontEndObjectKind kind, int id) =>
        Assert.Equal(new NameHolder(kind, id), NameHolder.Parse(message));

    [Theory]
    [InlineData("NAME is already taken by HOST x.")]
    [InlineData("NAME is already taken by HOST 5. Invalid")]
    [InlineData("NAME is already taken by GHOST 5.")]
    [InlineData("NAME is already taken by HOST 99999999999999.")]
    [InlineData("Invalid NAME, it cannot be empty")]
    [InlineData("")]
    public void NameHolder_AnotherReason_IsNull(string message) => Assert.Null(NameHolder.Parse(message));

    private static async Task<FrontEndException> FailAsync(HttpResponseMessage answer)
    {
        using var client = new FakeFrontEnd { Answer = (_, _) => Task.FromResult(answer) }.Client();
        return await Assert.ThrowsAsync<FrontEndException>(() => client.Hosts.DeleteAsync(3, Token));
    }
}
