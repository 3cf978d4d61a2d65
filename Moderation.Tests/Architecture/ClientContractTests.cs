using System.Reflection;
using System.Text.Json;
using Moderation.Client;
using Moderation.Client.Review;
using Moderation.Tests.Support;

namespace Moderation.Tests.Architecture;

/// <summary>The typed client and <c>docs/openapi.json</c>, which another test compares with the Api itself.</summary>
public sealed class ClientContractTests
{
    private readonly ClientContract _contract = new(JsonDocument.Parse(Repository.Read("docs/openapi.json")).RootElement);

    public static TheoryData<string> Names() => new(Fields().Select(field => field.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operation_of_the_client_is_one_of_the_Api_with_the_same_query_bodies_and_words(string name)
    {
        var field = Fields().Single(one => one.Name == name);
        var types = field.FieldType.GetGenericArguments();

        Assert.Empty(_contract.FaultsOf((Operation)field.GetValue(null)!, types[0], types[1]));
    }

    [Fact]
    public void What_differs_from_the_Api_is_found()
    {
        string[] found =
        [
            .. _contract.FaultsOf(new Operation<NoBody, FlagReceipt>("ReadFlag", HttpMethod.Get, "/v1/flag")),
            .. _contract.FaultsOf(new Operation<NoBody, FlagReceipt>("ReadFlags", HttpMethod.Get, "/v1/flags/{liveId}/{flagId}{?open}")),
            .. _contract.FaultsOf(new Operation<FlagReceipt, FlagReceipt>("TakeFlag", HttpMethod.Post, "/v1/flags")),
        ];

        Assert.Contains("ReadFlag: the Api has no GET /v1/flag", found);
        Assert.Contains("ReadFlags: the Api calls it ReadFlag", found);
        Assert.Contains("ReadFlags: the Api's query is ", found);
        Assert.Contains(found, fault => fault.StartsWith("ReadFlags: FlagReceipt lacks firstLookAt", StringComparison.Ordinal));
        Assert.Contains("TakeFlag.at: required in one of the two alone", found);
        Assert.Contains("TakeFlag.at: null in one of the two alone", found);
    }

    private static IEnumerable<FieldInfo> Fields() => typeof(Operations).GetFields(BindingFlags.Public | BindingFlags.Static);
}
