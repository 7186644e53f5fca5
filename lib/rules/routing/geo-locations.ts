/** The places that geolocation records can name, with the names that ListGeoLocations gives them (recorded at the service). */

/** As the API has it. */
export interface NamedLocation {
  readonly ContinentCode?: string;
  readonly ContinentName?: string;
  readonly CountryCode?: string;
  readonly CountryName?: string;
  readonly SubdivisionCode?: string;
  readonly SubdivisionName?: string;
}

/** A place by its codes. */
export type LocationCodes = Pick<NamedLocation, 'ContinentCode' | 'CountryCode' | 'SubdivisionCode'>;

const CONTINENTS = 'AF Africa|AN Antarctica|AS Asia|EU Europe|NA North America|OC Oceania|SA South America';

const COUNTRIES = `* Default
  AD Andorra|AE United Arab Emirates|AF Afghanistan|AG Antigua and Barbuda|AI Anguilla|AL Albania|AM Armenia|AO Angola
  AQ Antarctica|AR Argentina|AS American Samoa|AT Austria|AU Australia|AW Aruba|AX Åland|AZ Azerbaijan
  BA Bosnia and Herzegovina|BB Barbados|BD Bangladesh|BE Belgium|BF Burkina Faso|BG Bulgaria|BH Bahrain|BI Burundi|BJ Benin
  BL Saint Barthélemy|BM Bermuda|BN Brunei|BO Bolivia|BQ Bonaire|BR Brazil|BS Bahamas|BT Bhutan|BW Botswana|BY Belarus
  BZ Belize|CA Canada|CC Cocos [Keeling] Islands|CD Congo|CF Central African Republic|CG Republic of the Congo|CH Switzerland
  CI Ivory Coast|CK Cook Islands|CL Chile|CM Cameroon|CN China|CO Colombia|CR Costa Rica|CU Cuba|CV Cape Verde|CW Curaçao
  CY Cyprus|CZ Czech Republic|DE Germany|DJ Djibouti|DK Denmark|DM Dominica|DO Dominican Republic|DZ Algeria|EC Ecuador
  EE Estonia|EG Egypt|ER Eritrea|ES Spain|ET Ethiopia|FI Finland|FJ Fiji|FK Falkland Islands|FM Federated States of Micronesia
  FO Faroe Islands|FR France|GA Gabon|GB United Kingdom|GD Grenada|GE Georgia|GF French Guiana|GG Guernsey|GH Ghana
  GI Gibraltar|GL Greenland|GM Gambia|GN Guinea|GP Guadeloupe|GQ Equatorial Guinea|GR Greece
  GS South Georgia and the South Sandwich Islands|GT Guatemala|GU Guam|GW Guinea-Bissau|GY Guyana|HK Hong Kong|HN Honduras
  HR Croatia|HT Haiti|HU Hungary|ID Indonesia|IE Ireland|IL Israel|IM Isle of Man|IN India|IO British Indian Ocean Territory
  IQ Iraq|IR Iran|IS Iceland|IT Italy|JE Jersey|JM Jamaica|JO Hashemite Kingdom of Jordan|JP Japan|KE Kenya|KG Kyrgyzstan
  KH Cambodia|KI Kiribati|KM Comoros|KN Saint Kitts and Nevis|KP North Korea|KR Republic of Korea|KW Kuwait|KY Cayman Islands
  KZ Kazakhstan|LA Laos|LB Lebanon|LC Saint Lucia|LI Liechtenstein|LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania
  LU Luxembourg|LV Latvia|LY Libya|MA Morocco|MC Monaco|MD Republic of Moldova|ME Montenegro|MF Saint Martin|MG Madagascar
  MH Marshall Islands|MK Macedonia|ML Mali|MM Myanmar [Burma]|MN Mongolia|MO Macao|MP Northern Mariana Islands|MQ Martinique
  MR Mauritania|MS Montserrat|MT Malta|MU Mauritius|MV Maldives|MW Malawi|MX Mexico|MY Malaysia|MZ Mozambique|NA Namibia
  NC New Caledonia|NE Niger|NF Norfolk Island|NG Nigeria|NI Nicaragua|NL Netherlands|NO Norway|NP Nepal|NR Nauru|NU Niue
  NZ New Zealand|OM Oman|PA Panama|PE Peru|PF French Polynesia|PG Papua New Guinea|PH Philippines|PK Pakistan|PL Poland
  PM Saint Pierre and Miquelon|PN Pitcairn Islands|PR Puerto Rico|PS Palestine|PT Portugal|PW Palau|PY Paraguay|QA Qatar
  RE Réunion|RO Romania|RS Serbia|RU Russia|RW Rwanda|SA Saudi Arabia|SB Solomon Islands|SC Seychelles|SD Sudan|SE Sweden
  SG Singapore|SH Saint Helena|SI Slovenia|SJ Svalbard and Jan Mayen|SK Slovakia|SL Sierra Leone|SM San Marino|SN Senegal
  SO Somalia|SR Suriname|SS South Sudan|ST São Tomé and Príncipe|SV El Salvador|SX Sint Maarten|SY Syria|SZ Swaziland
  TC Turks and Caicos Islands|TD Chad|TF French Southern Territories|TG Togo|TH Thailand|TJ Tajikistan|TK Tokelau
  TL East Timor|TM Turkmenistan|TN Tunisia|TO Tonga|TR Turkey|TT Trinidad and Tobago|TV Tuvalu|TW Taiwan|TZ Tanzania
  UA Ukraine|UG Uganda|UM U.S. Minor Outlying Islands|US United States|UY Uruguay|UZ Uzbekistan|VA Vatican City
  VC Saint Vincent and the Grenadines|VE Venezuela|VG British Virgin Islands|VI U.S. Virgin Islands|VN Vietnam|VU Vanuatu
  WF Wallis and Futuna|WS Samoa|XK Kosovo|YE Yemen|YT Mayotte|ZA South Africa|ZM Zambia|ZW Zimbabwe`;

const SUBDIVISIONS: Readonly<Record<string, string>> = {
  UA: `
  05 Vinnytska oblast|07 Volynska oblast|09 Luhanska oblast|11 Crimea|12 Dnipropetrovska oblast|14 Donetska oblast
  18 Zhytomyrska oblast|20 Sevastopol|21 Zakarpatska oblast|23 Zaporizka oblast|26 Ivano-Frankivska oblast|30 Kyiv
  32 Kyivska oblast|35 Kirovohradska oblast|46 Lvivska oblast|48 Mykolaivska oblast|51 Odeska oblast|53 Poltavska oblast
  56 Rivnenska oblast|59 Sumska oblast|61 Ternopilska oblast|63 Kharkivska oblast|65 Khersonska oblast|68 Khmelnytska oblast
  71 Cherkaska oblast|74 Chernihivska oblast|77 Chernivetska oblast`,
  US: `
  AK Alaska|AL Alabama|AR Arkansas|AZ Arizona|CA California|CO Colorado|CT Connecticut|DC District of Columbia|DE Delaware
  FL Florida|GA Georgia|HI Hawaii|IA Iowa|ID Idaho|IL Illinois|IN Indiana|KS Kansas|KY Kentucky|LA Louisiana|MA Massachusetts
  MD Maryland|ME Maine|MI Michigan|MN Minnesota|MO Missouri|MS Mississippi|MT Montana|NC North Carolina|ND North Dakota
  NE Nebraska|NH New Hampshire|NJ New Jersey|NM New Mexico|NV Nevada|NY New York|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania
  RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VA Virginia|VT Vermont|WA Washington
  WI Wisconsin|WV West Virginia|WY Wyoming`,
};

function entries(text: string): [code: string, name: string][] {
  return text
    .split(/[|\n]/)
    .map(entry => entry.trim())
    .filter(entry => entry !== '')
    .map(entry => [entry.slice(0, entry.indexOf(' ')), entry.slice(entry.indexOf(' ') + 1)]);
}

/** As the service lists them: the default, countries by code, each followed by its subdivisions, and continents last. */
export const GEO_LOCATIONS: readonly NamedLocation[] = [
  ...entries(COUNTRIES).flatMap(([CountryCode, CountryName]) => [
    { CountryCode, CountryName },
    ...entries(SUBDIVISIONS[CountryCode] ?? '').map(([SubdivisionCode, SubdivisionName]) => ({
      CountryCode,
      CountryName,
      SubdivisionCode,
      SubdivisionName,
    })),
  ]),
  ...entries(CONTINENTS).map(([ContinentCode, ContinentName]) => ({ ContinentCode, ContinentName })),
];

const keyOf = ({ ContinentCode = '', CountryCode = '', SubdivisionCode = '' }: LocationCodes): string =>
  [ContinentCode, CountryCode, SubdivisionCode].join('/');

const BY_CODES = new Map(GEO_LOCATIONS.map(location => [keyOf(location), location]));

/** The place that the codes name; undefined when Route 53 knows none. */
export function geoLocation(codes: LocationCodes): NamedLocation | undefined {
  return BY_CODES.get(keyOf(codes));
}
