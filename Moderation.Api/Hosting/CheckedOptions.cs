using Microsoft.Extensions.Options;

namespace Moderation.Api.Hosting;

internal static class CheckedOptions
{
    /// <summary>Binds a section, refuses keys it does not know, and checks the values when the host starts.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="section">Path of the section.</param>
    /// <param name="nested">Names inside the section that are sections of their own, bound elsewhere.</param>
    public static OptionsBuilder<TOptions> AddCheckedOptions<TOptions>(this IServiceCollection services, string section, params string[] nested)
        where TOptions : class =>
        services.AddOptions<TOptions>()
            .Configure<IConfiguration>((options, configuration) =>
            {
                RefuseUnknown<TOptions>(configuration.GetSection(section), nested);
                Without(configuration.GetSection(section), nested).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
            })
            .ValidateDataAnnotations()
            .ValidateOnStart();

    private static IConfiguration Without(IConfigurationSection section, string[] nested)
    {
        if (nested.Length == 0)
            return section;
        var kept = section.AsEnumerable(makePathsRelative: true)
            .Where(pair => pair.Value is not null && !nested.Contains(pair.Key.Split(':')[0], StringComparer.OrdinalIgnoreCase));
        return new ConfigurationBuilder().AddInMemoryCollection(kept).Build();
    }

    // The binder refuses them too, but its text names a class of ours instead of the section that an operator wrote.
    private static void RefuseUnknown<TOptions>(IConfigurationSection section, string[] nested)
    {
        var known = typeof(TOptions).GetProperties().Select(property => property.Name).Concat(nested).ToList();
        var unknown = section.GetChildren().FirstOrDefault(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
            throw new StartRefusedException($"{unknown.Path} is not a setting; {section.Path} has {string.Join(", ", known)}");
    }
}
