struct OpenAPIDocument { let site: Site; var json: JSON { [:] } }
struct HSDSDocument { let site: Site; var json: JSON { [:] } }
