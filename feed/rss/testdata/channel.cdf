<CHANNEL BASE="http://cdf.example/" HREF="http://cdf.example/" LASTMOD="2004-04-06T23:05:43-05:00">
<TITLE>CDF</TITLE><ABSTRACT>channel abstract</ABSTRACT>
<ITEM HREF="/item/1" LASTMOD="2004-04-06T23:05:43-05:00"><TITLE>Item title</TITLE><ABSTRACT>Item abstract</ABSTRACT></ITEM>
</CHANNEL>
